export type {
  Capabilities,
  Channel,
  ChannelCheck,
  ChannelKind,
  ChannelParts,
  ChannelSettings,
} from './channel.ts';
export { channelKinds } from './index.ts';
export {
  OFFICIAL_ACCOUNT_RIGHT,
  OFFICIAL_ACCOUNT_SECRETS,
  type OfficialAccountSettings,
  officialAccountConfig,
  officialAccountSettings,
} from './official-account/official-account.ts';
export { type TelegramConfig, telegramConfig, telegramSettings } from './telegram/settings.ts';
export type { Operations, Readiness, WebChannel, WebConfig } from './web/web.ts';
export { WIDGET_SITES_RIGHT, webKind, widgetSettings } from './web/web.ts';
export {
  WECHATY_RIGHT,
  WECHATY_SECRETS,
  type WechatyChannel,
  type WechatySettings,
  wechatyConfig,
  wechatySettings,
} from './wechaty/wechaty.ts';
export {
  WECOM_RIGHT,
  WECOM_SECRETS,
  type WecomSettings,
  wecomConfig,
  wecomRobotConfig,
  wecomSettings,
} from './wecom/wecom.ts';
