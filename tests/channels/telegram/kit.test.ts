import { describeChannel } from '../kit.ts';
import { telegramHarness } from './harness.ts';

describeChannel('telegram by long polling', telegramHarness('polling'));
describeChannel('telegram by webhook', telegramHarness('webhook'));
