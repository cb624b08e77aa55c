import { describeChannel } from '../kit.ts';
import { officialAccountHarness } from './harness.ts';

describeChannel('official-account', officialAccountHarness(true));
describeChannel('official-account, plain mode', officialAccountHarness(false));
