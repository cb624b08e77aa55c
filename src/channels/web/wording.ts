import { MOST_BYTES, MOST_FILES } from '../../conversation/conversation.ts';

/** Every sentence that the web chat's server says itself; what its scripts say stands in assets/words.js. */

export const TEXT_LIMIT = 2000;

export const TOO_LONG = `这段话太长了，一次最多${TEXT_LIMIT}个字。请分几次说，先说最要紧的。`;
export const EMPTY = '没收到字。请先写一句话，再按“发送”。';
export const NOT_UNDERSTOOD = '没收到您的话，请再发一次。';
export const FOREIGN = '这句话不是从村口的页面发来的，没有收下。';
export const NO_CHAT = '页面放久了，请重新打开一次。';
export const BROKEN = '村口这会儿出了点毛病，请过一会儿再试。';
export const BUSY = '现在用的人太多，请过一会儿再试。';
export const NOT_FOUND = '没有这个页面。请回到村口首页。';

export function tooFast(seconds: number): string {
  return `您发得太快了，请等${seconds}秒再发。`;
}

/** What one message may bring along. `LARGEST_UPLOAD`: all files together, in megabytes. */
export const LARGEST_UPLOAD = 11;
const LARGEST_FILE = MOST_BYTES / 1024 / 1024;
export const FILE_LIMITS = `一次最多${MOST_FILES}个，每个最多${LARGEST_FILE}兆`;
export const UPLOAD_TOO_LARGE = `太大了，没有收下：${FILE_LIMITS}，加起来不超过${LARGEST_UPLOAD}兆。请分几次发。`;
export const UPLOAD_NOT_BOUND =
  '图片、文件要绑定身份以后才能发：向村干部要一个6位的绑定码，发“绑定 829134”这样的话给我，再发图片。';
export const UPLOAD_TOO_MANY = `${FILE_LIMITS}。请少选几个，分几次发。`;
export const NO_SUCH_FILE = '没有这个文件，或者您不能看。';

export function fileTooLarge(name: string): string {
  return `“${name}”太大了，没有收下：每个最多${LARGEST_FILE}兆。照片请发小一点的。`;
}

export function fileOfOtherKind(name: string): string {
  return `“${name}”没有收下：这种文件收不了，能收照片、PDF、Word、Excel、语音和视频。拍成照片发来就行。`;
}

export const ATTACH = { sign: '照片', label: `发照片或者文件，${FILE_LIMITS}` };
export const CHOSEN_LABEL = '要发的照片和文件';

export function pictureCalled(name: string): string {
  return `照片：${name}`;
}

export const TITLE = '村口';
export const SKIP = '跳到写字的地方';
export const SMALLER = { sign: 'A−', label: '字小一点' };
export const LARGER = { sign: 'A+', label: '字大一点' };
export const ANEW = { sign: '清空', label: '清空，重新开始' };
export const CONVERSATION = '对话';
export const I_SAID = '我说：';
export const BOT_SAID = '村口说：';
export const YOUR_WORDS = '在这里写';
export const SEND = '发送';
export const SPEAK = '说话';
export const QUICK_REPLIES = ['再说一遍', '慢点说', '转人工'];
export const QUICK_LABEL = '常用的话';
export const CHOICES_LABEL = '点一个';
export const EXAMPLES_LABEL = '点一个就能问';
export const EXAMPLES = ['我养了25只羊出栏能补多少钱', '娃上高中有补贴吗', '住院能报多少', '低保怎么办'];
export const NOSCRIPT =
  '这个浏览器的脚本没有打开。照样能用：写好以后按“发送”，页面会重新打开，回答就在上面。';

export function greeting(region: string): string[] {
  return [`您好！${region}的补贴和政策，问我就行。`, '像跟人说话一样写，或者点下面的：'];
}

export function portTaken(port: number): string {
  return `端口${port}已经被别的程序占用，网页聊天开不起来。请换一个端口，或者先关掉那个程序。`;
}

export function cannotListen(host: string, port: number, reason: string): string {
  return `网页聊天不能在${host}:${port}上打开：${reason}。请检查地址和端口。`;
}
