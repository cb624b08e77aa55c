import type { Reply } from './message.ts';

/** The one reply to a message that could not be worked on: it is kept, and here is whom to ask. */
export const APOLOGY: Reply = {
  kind: 'other',
  text: '对不起，这句话我没能处理好。您发来的话已经记下，没有丢。\n要办的事请直接问村（嘎查）委会，或者乡镇（苏木）便民服务中心。',
  options: [],
  citations: [],
  policies: [],
  amount: null,
  status: null,
};
