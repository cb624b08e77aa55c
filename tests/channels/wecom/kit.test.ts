import { describeChannel } from '../kit.ts';
import { wecomHarness } from './harness.ts';

describeChannel('wecom', wecomHarness);
