import type { ChannelKind } from './channel.ts';
import { webKind } from './web/web.ts';

/** THE list: every channel there is. A new one is its folder and its line here; the terminal is to come. */
export const channelKinds: readonly ChannelKind[] = [webKind];
