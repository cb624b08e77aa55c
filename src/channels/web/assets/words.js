/** Every sentence that the page's scripts say; what the server says stands in ../wording.ts. */

export const I_SAID = '我说：';
export const BOT_SAID = '村口说：';
export const CHOICES_LABEL = '点一个';

export const SENDING = '发送中…';
export const LOOKING_UP = '收到了，正在查…';
export const NOT_SENT = '没发出去，点这里重发';
export const OFFLINE = '网断了，正在重连…';
export const NO_COOKIES = '浏览器不让村口记住您，收不到回答。请在浏览器设置里允许 Cookie，或者换一个浏览器。';

export const READ_ALOUD = '念给我听';
export const STOP_READING = '停下';
export const SPEAK = '说话';
export const LISTENING = '正在听';
export const NO_MICROPHONE = '话筒没有打开。请在浏览器里允许用话筒，或者用输入法上的话筒。';
export const CANNOT_LISTEN = '这个浏览器听不了话。请用输入法上的话筒，或者打字。';

export const REALLY_ANEW = '要清空吗？这一页上说过的话就不再显示了。';

export const CHOSEN = '要发的照片和文件';
export const REMOVE = (name) => `不发“${name}”`;
export const FILE_LIMITS = '照片、PDF、Word、Excel、语音、视频都能发，一次最多20个，每个最多10兆。';
export const chosenSum = (count, megabytes) =>
  `选了${count}个，共${megabytes}兆。可以再写几句说说是什么，按“发送”就发。`;
export const FILES_TOO_MANY = '一次最多发20个，多的没有加上。请分几次发。';
export const fileTooLarge = (name) => `“${name}”太大了，发不了：每个最多10兆。照片请选小一点的。`;
export const picture = (name) => `照片：${name}`;
export const sendingFiles = (percent) => `正在发送，${percent}%`;
