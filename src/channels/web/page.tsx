import { randomUUID } from 'node:crypto';
import { Bubbles, Greeting } from './bubbles.tsx';
import type { Entry, WebConfig } from './parts.ts';
import * as words from './wording.ts';

interface PageProps {
  config: WebConfig;
  history: readonly Entry[];
  /** A sentence above the form, where a form was refused. */
  notice: string | undefined;
}

const FORM = 'say';
// On a phone this offers the camera, the gallery and the files.
const ACCEPTED = 'image/*,application/pdf,.docx,.xlsx,audio/*,video/mp4';

/** The page. It works as a plain form; where scripts run they take over, and show what stands hidden here. */
export function Page({ config, history, notice }: PageProps) {
  const { regionName, regionPath } = config;
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>{`${words.TITLE} · ${regionName}`}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/colours.css" />
        <link rel="stylesheet" href="/assets/chat.css" />
        <link rel="stylesheet" href="/assets/bubbles.css" />
        <link rel="stylesheet" href="/assets/files.css" />
        <script type="module" src="/assets/chat.js" />
      </head>
      <body>
        <a class="skip" href="#text">
          {words.SKIP}
        </a>
        <header>
          <h1>
            {words.TITLE} <span title={regionPath.split('/').join(' ')}>{regionName}</span>
          </h1>
          <div class="tools" id="tools" hidden>
            <button type="button" id="smaller" aria-label={words.SMALLER.label}>
              {words.SMALLER.sign}
            </button>
            <button type="button" id="larger" aria-label={words.LARGER.label}>
              {words.LARGER.sign}
            </button>
            <button type="button" id="anew" aria-label={words.ANEW.label}>
              {words.ANEW.sign}
            </button>
          </div>
        </header>
        <main>
          <Greeting region={regionName} form={FORM} />
          <div id="log" role="log" aria-live="polite" aria-label={words.CONVERSATION}>
            {history.map((entry, index) => (
              <Bubbles entry={entry} form={FORM} newest={index === history.length - 1} />
            ))}
          </div>
        </main>
        <Composer notice={notice} />
      </body>
    </html>
  );
}

function Composer({ notice }: { notice: string | undefined }) {
  return (
    <form id={FORM} class="composer" method="post" action="/" enctype="multipart/form-data">
      <p id="status" role="status" hidden={notice === undefined}>
        {notice}
      </p>
      <noscript>
        <p>{words.NOSCRIPT}</p>
      </noscript>
      {/* Sent again, the form carries the same id and counts once. */}
      <input type="hidden" name="id" value={randomUUID()} />
      <div class="tray" id="tray" hidden />
      <div class="write">
        <label class="unseen" for="text">
          {words.YOUR_WORDS}
        </label>
        <textarea
          id="text"
          name="text"
          rows={1}
          placeholder={words.YOUR_WORDS}
          enterkeyhint="send"
          autocomplete="off"
        />
        <div class="write-buttons">
          <button type="button" id="attach" aria-label={words.ATTACH.label} title={words.ATTACH.label} hidden>
            {words.ATTACH.sign}
          </button>
          <label for="files" hidden>
            {words.ATTACH.label}
          </label>
          <input type="file" id="files" multiple accept={ACCEPTED} hidden />
          <button type="button" id="speak" hidden>
            {words.SPEAK}
          </button>
          <button type="submit" id="send">
            {words.SEND}
          </button>
        </div>
      </div>
      <fieldset class="quick" aria-label={words.QUICK_LABEL}>
        {words.QUICK_REPLIES.map((text) => (
          <button type="submit" name="pressed" value={text}>
            {text}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
