import type { Exchange, WebReply } from './parts.ts';
import { BOT_SAID, CHOICES_LABEL, EXAMPLES, EXAMPLES_LABEL, greeting, I_SAID } from './wording.ts';

// assets/bubbles.js makes the same elements in the browser; whoever changes one changes both.

/** What a person said, and the reply when there is one. */
export function Bubbles({ exchange, form, newest }: { exchange: Exchange; form: string; newest: boolean }) {
  return (
    <>
      <article class="bubble mine" id={newest ? 'newest' : undefined}>
        <span class="unseen">{I_SAID}</span>
        <p>{exchange.text}</p>
      </article>
      {exchange.reply && <Reply reply={exchange.reply} form={form} />}
    </>
  );
}

function Reply({ reply, form }: { reply: WebReply; form: string }) {
  return (
    <article class="bubble">
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
