import { openSite } from './site.ts';

/** Run by browser.test.ts, which kills it: a web chat on the database argv[2] and the port argv[3]. */
const site = await openSite({ database: process.argv[2] ?? '', port: Number(process.argv[3]) });
process.stdout.write(`${site.url}\n`);
