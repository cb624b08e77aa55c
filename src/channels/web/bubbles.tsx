import type { Entry, WebReply } from './parts.ts';
import { BOT_SAID, CHOICES_LABEL, EXAMPLES, EXAMPLES_LABEL, greeting, I_SAID } from './wording.ts';

// assets/bubbles.js makes the same elements in the browser; whoever changes one changes both.

/** What a person said, and the reply when there is one; or a notice, which has no question. */
export function Bubbles({ entry, form, newest }: { entry: Entry; form: string; newest: boolean }) {
  const id = newest ? 'newest' : undefined;
  if ('notice' in entry) return <Reply reply={entry.notice} form={form} id={id} />;
  return (
    <>
      <article class="bubble mine" id={id}>
        <span class="unseen">{I_SAID}</span>
        <p>{entry.text}</p>
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
