export type { Capabilities, Channel, ChannelKind, ChannelParts } from './channel.ts';
export { channelKinds } from './index.ts';
export type { WebChannel, WebConfig } from './web/web.ts';
export { webKind } from './web/web.ts';
