/** Without a byte moving for so long, the line is dead. */
const STILL_FOR = 60_000;

/** Posts a message with files; `onProgress(share)` is told how much has left, from 0 to 1. Gives status, answer, wait. */
export function upload({ messageId, text, files }, onProgress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('id', messageId);
    form.append('text', text);
    for (const file of files) form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    let timer;
    const moving = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STILL_FOR);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moving();
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      try {
        const wait = 1000 * Number(request.getResponseHeader('Retry-After'));
        resolve({ status: request.status, answer: JSON.parse(request.responseText), wait });
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(new Error('not sent'));
    request.onabort = () => reject(new Error('not sent'));
    request.onloadend = () => clearTimeout(timer);
    request.open('POST', '/api/files');
    moving();
    request.send(form);
  });
}
