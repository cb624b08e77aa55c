/** Days and hours of work in China: which days are worked, how many lie between, when something may next be done. */
export { addDays, daysBetween, endOfDay, localTime, momentOf } from './days.ts';
export { isOpen, type NextOpen, nextOpen, type OpenHours } from './hours.ts';
export {
  type Calendar,
  createCalendar,
  type Period,
  type WorkingDay,
} from './working-days.ts';
export { type CalendarYear, tableOf, type YearTable } from './years.ts';
