/** The village book: places, households, persons, their accounts and rights, import and export, the audit. */
export { type AuditCheck, type AuditEntry, record, verifyAudit } from './audit.ts';
export { type Account, type BindRefusal, type BindRequest, type BindResult, bind } from './bind.ts';
export { type BindCode, issueBindCode } from './bind-code.ts';
export { type Book, inBook, todayOf } from './book.ts';
export { type DemoCode, seedDemoVillage } from './demo-village.ts';
export { type Erased, type EraseResult, eraseMember, erasePerson } from './erase.ts';
export {
  keepFiles,
  lookAtFile,
  type NewFile,
  newFileId,
  type OpenFile,
  openFile,
} from './files.ts';
export { nextHead, setHead } from './head.ts';
export {
  addHousehold,
  HOUSEHOLD_CATEGORIES,
  type Household,
  householdById,
  type Member,
  membersOfHousehold,
  type NewHousehold,
  type NewMember,
} from './household.ts';
export { whatIsKept } from './kept.ts';
export { isSpouse, plainRelation, SOME_RELATIVE, sexOf } from './kinship.ts';
export { type FoundHouseholds, findHouseholds, rosterOf } from './lookup.ts';
export {
  addMember,
  type Cause,
  moveUser,
  setCategory,
  setHouseholdState,
  setMemberState,
} from './members.ts';
export { matchName, matchNames, type NameMatch, nameKey } from './names.ts';
export {
  addPerson,
  type NewPerson,
  type Person,
  personById,
  personOf,
  personsOf,
  ROLE_WORDS,
  staffFor,
} from './person.ts';
export { maskPhone, openPhone, readPhone, sealPhone } from './phone.ts';
export { ensureRegion, groupPath, nameOfPlace } from './place.ts';
export {
  findReceivers,
  type Issued,
  issueTo,
  type NamedReceiver,
  nameOf,
  type Receiver,
} from './receiver.ts';
export { DEMO_VILLAGE } from './retire-demo.ts';
export {
  canIssueCode,
  canReport,
  canReview,
  canSee,
  type HouseholdPlace,
  type ReviewLevel,
  type Where,
} from './rights.ts';
export { createSecrets, type Secrets } from './secrets.ts';
export { splitHousehold } from './split.ts';
export { SHEETS, type SheetKind } from './tables/columns.ts';
export { type ExportOptions, exportBook } from './tables/export-book.ts';
export { type ImportCount, type ImportOptions, type ImportResult, importBook } from './tables/import-book.ts';
export type { ImportProblem } from './tables/sheet.ts';
export { type TableFormat, writeTemplate } from './tables/write-tables.ts';
