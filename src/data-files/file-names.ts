/** What an id may be: `hangjin-sheep-sale`. */
export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const COPY = /副本|拷贝|复件|copy|[(（]\s*\d+\s*[)）]/i;

/** What is wrong with a file's name, as a sentence; null where nothing is. Copies are made by a slip of the mouse. */
export function nameMistake(path: string): string | null {
  const name = stem(path);
  const found = [
    /\s/.test(name) ? '空格' : '',
    /[()（）[\]【】]/.test(name) ? '括号' : '',
    /副本|拷贝|复件/.test(name) ? '“副本”两个字' : '',
  ].filter((word) => word !== '');
  if (found.length === 0) return null;
  const marks = found.slice(0, 2).join('和');
  const right = asId(name);
  const shown = right === '' ? 'hangjin-sheep-sale' : right;
  if (!COPY.test(name)) return `文件名里有${marks}，请改成“${shown}.yaml”这样，只用小写字母、数字和短横线。`;
  return `文件名里有${marks}，像是一个副本：不要它就删掉；真要再写一条，文件名请改成“${shown}-2.yaml”这样，只用小写字母、数字和短横线，“编号”也写成一样的。`;
}

/** An id that is not the file's name: which of the two to change, and into what. Null where the name itself is wrong. */
export function notFileName(id: string, path: string): string | null {
  if (nameMistake(path) !== null) return null;
  const name = stem(path);
  if (ID.test(name)) return `写的是“${id}”，要和文件名一样，改成“${name}”。`;
  const right = ID.test(id) ? id : asId(name);
  const change = right === '' ? '' : `，例如“${right}.yaml”，“编号”也写成一样的`;
  return `写的是“${id}”，要和文件名一样；可是文件名“${name}”不能当编号（只用小写字母、数字和短横线），请给文件改名${change}。`;
}

function stem(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ya?ml(\.txt)?$/i, '');
}

function asId(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\(.*?\)|\[.*?\]|【.*?】|副本|拷贝|复件|copy/gi, ' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
