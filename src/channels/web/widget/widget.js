/*
 * 村口 on another site's page: a button in the corner that opens the chat. One classic script, no library, nothing read
 * and nothing kept on that page. It sets styles by script and never as text, so that the page's own CSP need only name
 * our address under script-src and frame-src.
 *
 *   <script src="https://cunkou.example.cn/widget.js" data-label="问补贴" data-side="left" data-lift="80" async></script>
 */
(() => {
  /** The sites that may show the chat inside; everywhere else the button opens it in a window of its own. */
  const SITES = [];
  const HOST_ID = 'cunkou-widget';
  const NARROW = '(max-width: 560px)';
  /** A slow line is given this long before a way round is offered, in milliseconds. */
  const PATIENCE = 10000;

  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || document.getElementById(HOST_ID)) return;
  const home = new URL(script.src).origin;
  const { label = '问村口', side = 'right', lift = '20' } = script.dataset;
  const mayFrame = SITES.includes(location.origin) && 'attachShadow' in Element.prototype;

  const COLOURS = { green: '#0f4a34', white: '#ffffff', line: '#4d8066' };
  const TEXT = {
    font: '600 22px/1.3 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    color: COLOURS.white,
  };
  const PRESSED = {
    ...TEXT,
    boxSizing: 'border-box',
    minHeight: '56px',
    minWidth: '56px',
    padding: '10px 22px',
    border: `2px solid ${COLOURS.white}`,
    background: COLOURS.green,
    cursor: 'pointer',
    textDecoration: 'none',
  };

  function make(tag, style, attributes = {}, words = '') {
    const element = document.createElement(tag);
    Object.assign(element.style, style);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = words;
    return element;
  }

  const atSide = side === 'left' ? { left: '20px' } : { right: '20px' };
  const atHeight = `${Number.parseInt(lift, 10) || 20}px`;
  const host = make('div', { all: 'initial' }, { id: HOST_ID, lang: 'zh-CN' });
  const floating = { position: 'fixed', zIndex: '2147483000', bottom: atHeight, ...atSide };
  const button = { ...PRESSED, ...floating, borderRadius: '32px', boxShadow: '0 4px 14px rgba(0,0,0,.35)' };
  const newWindow = { href: `${home}/`, target: '_blank', rel: 'noopener' };

  function put() {
    document.body.append(host);
    if (!mayFrame) {
      const link = make('a', button, { ...newWindow, 'aria-label': `${label}，在新窗口打开` }, label);
      (host.attachShadow ? host.attachShadow({ mode: 'open' }) : host).append(link);
      return;
    }
    host.attachShadow({ mode: 'open' }).append(...chat());
  }

  function chat() {
    const opener = make(
      'button',
      button,
      { type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-controls': 'panel' },
      label,
    );
    const panel = make(
      'div',
      {
        position: 'fixed',
        zIndex: '2147483001',
        display: 'none',
        flexDirection: 'column',
        background: COLOURS.white,
      },
      { id: 'panel', role: 'dialog', 'aria-label': `${label}：补贴和政策` },
    );
    const bar = make('div', { display: 'flex', gap: '8px', padding: '6px', background: COLOURS.green });
    const small = {
      ...PRESSED,
      minHeight: '48px',
      padding: '6px 14px',
      fontSize: '20px',
      borderRadius: '8px',
    };
    const outside = make('a', { ...small, marginRight: 'auto' }, newWindow, '新窗口打开');
    const closer = make('button', small, { type: 'button' }, '关上');
    const way = make(
      'a',
      { ...TEXT, display: 'none', margin: 'auto', padding: '24px', color: COLOURS.green },
      newWindow,
      '这里打不开，点这里在新窗口打开村口',
    );
    bar.append(outside, closer);
    panel.append(bar, way);
    let frame = null;
    let timer = null;

    function show(works) {
      clearTimeout(timer);
      way.style.display = works ? 'none' : 'block';
      frame.style.display = works ? 'block' : 'none';
      if (!works) way.focus();
    }

    function load() {
      frame = make(
        'iframe',
        { display: 'block', flex: '1', width: '100%', minHeight: '0', border: '0' },
        { title: '村口聊天', src: `${home}/`, allow: `microphone ${home}`, referrerpolicy: 'origin' },
      );
      panel.append(frame);
      timer = setTimeout(() => show(false), PATIENCE);
    }

    function place() {
      const whole = {
        top: '0',
        right: '0',
        bottom: '0',
        left: '0',
        width: 'auto',
        height: 'auto',
        border: '0',
      };
      const corner = {
        top: 'auto',
        right: 'auto',
        left: 'auto',
        bottom: atHeight,
        ...atSide,
        width: '440px',
        height: 'min(720px, calc(100vh - 40px))',
        border: `3px solid ${COLOURS.line}`,
      };
      Object.assign(panel.style, matchMedia(NARROW).matches ? whole : corner);
    }

    function turn(open) {
      if (open && frame === null) load();
      place();
      panel.style.display = open ? 'flex' : 'none';
      opener.style.display = open ? 'none' : 'inline-block';
      opener.setAttribute('aria-expanded', String(open));
      if (open) frame.focus();
      else opener.focus();
    }

    opener.addEventListener('click', () => turn(true));
    closer.addEventListener('click', () => turn(false));
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && turn(false));
    addEventListener('resize', place);
    addEventListener('message', ({ origin, source, data }) => {
      if (frame === null || origin !== home || source !== frame.contentWindow || !data) return;
      if (data.cunkou === 'ready') show(true);
      else if (data.cunkou === 'no-cookies') show(false);
      else if (data.cunkou === 'close') turn(false);
    });
    return [opener, panel];
  }

  if (document.body) put();
  else document.addEventListener('DOMContentLoaded', put);
})();
