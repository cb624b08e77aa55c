import type { Entry, WebFile, WebReply } from './parts.ts';
import {
  BOT_SAID,
  CHOICES_LABEL,
  EXAMPLES,
  EXAMPLES_LABEL,
  greeting,
  I_SAID,
  pictureCalled,
} from './wording.ts';

// assets/bubbles.js makes the same elements in the browser; whoever changes one changes both.

/** What a person said, and the reply when there is one; or a notice, which has no question. */
export function Bubbles({ entry, form, newest }: { entry: Entry; form: string; newest: boolean }) {
  const id = newest ? 'newest' : undefined;
  if ('notice' in entry) return <Reply reply={entry.notice} form={form} id={id} />;
  return (
    <>
      <article class="bubble mine" id={id}>
        <span class="unseen">{I_SAID}</span>
        {entry.text !== '' && <p>{entry.text}</p>}
        <Files files={entry.files} />
      </article>
      {entry.reply && <Reply reply={entry.reply} form={form} id={undefined} />}
    </>
  );
}

function Reply({ reply, form, id }: { reply: WebReply; form: string; id: string | undefined }) {
  return (
    <article class="bubble" id={id}>
      <span class="unseen">{BOT_SAID}</span>
      {reply.lines.map(({ role, text }) => (
        <p class={role}>{text}</p>
      ))}
      <Files files={reply.files} />
      {reply.options.length > 0 && (
        <fieldset class="options" aria-label={CHOICES_LABEL}>
          {reply.options.map(({ label }, index) => (
            <button type="submit" form={form} name="pressed" value={label}>
              <span class="number">{index + 1}</span> {label}
            </button>
          ))}
        </fieldset>
      )}
    </article>
  );
}

/** Pictures small, all else by its name; what was not kept has nothing but a name. */
function Files({ files }: { files: readonly WebFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file) => (
        <li>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ file: { id, name, shown } }: { file: WebFile }) {
  if (id === null) return <span class="file-name">{name}</span>;
  const address = `/api/file/${id}`;
  if (shown === 'link')
    return (
      <a class="file-name" href={address} download={name}>
        {name}
      </a>
    );
  return (
    <a class="picture" href={address} target="_blank" rel="noopener" aria-label={pictureCalled(name)}>
      <img src={address} alt="" loading="lazy" />
    </a>
  );
}

/** The first bubble, with questions to press. */
export function Greeting({ region, form }: { region: string; form: string }) {
  const [lead, ...rest] = greeting(region);
  return (
    <article class="bubble" id="greeting">
      <span class="unseen">{BOT_SAID}</span>
      <p class="lead">{lead}</p>
      {rest.map((text) => (
        <p class="plain">{text}</p>
      ))}
      <fieldset class="options" aria-label={EXAMPLES_LABEL}>
        {EXAMPLES.map((text) => (
          <button type="submit" form={form} name="pressed" value={text}>
            {text}
          </button>
        ))}
      </fieldset>
    </article>
  );
}
