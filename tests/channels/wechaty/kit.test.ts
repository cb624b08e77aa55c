import { describeChannel } from '../kit.ts';
import { wechatyHarness } from './harness.ts';

describeChannel('wechaty', wechatyHarness);
