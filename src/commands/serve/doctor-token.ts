import { createHmac } from 'node:crypto';
import type { Config } from '../../config.ts';

/** By which `cunkou doctor`, who has the same settings, is told everything by a running service. */
export function doctorToken({ secret }: Pick<Config, 'secret'>): string {
  return createHmac('sha256', secret).update('cunkou doctor').digest('hex');
}
