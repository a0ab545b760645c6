// The frame around every page: navigation, who is signed in, language, messages.
import type { ComponentType } from 'preact';
import { Component, type ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiError, forgetAll, signOut, whoAmI } from '../api/client';
import type { Me } from '../api/types';
import { kLanguages, Language, remember, startLanguage, useStrings, withLocale } from '../i18n/language';
import { roleSentence } from '../model/levels';
import { PageTitle } from '../parts/basics';
import { Trouble } from '../parts/trouble';
import { usePlace, type Place } from './navigation';
import { kPages, matchPath, type PageName, type PageProps } from './routes';
import { mayLog, SessionContext, type Session } from './session';

const kSaidForMs = 4000;

function Header({ page, me, onLeave }: { page: PageName | undefined; me: Me | undefined; onLeave(): void }) {
  const s = useStrings();
  const link = (name: PageName, href: string, text: string) => (
    <li>
      <a href={href} {...(page === name ? { 'aria-current': 'page' as const } : {})}>
        {text}
      </a>
    </li>
  );
  return (
    <header class="top">
      <div class="top-inner">
        <a class="brand" href="/" aria-label={s.shell.home}>
          <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <rect width="32" height="32" rx="8" class="brand-back" />
            <path d="M9 11.5h14M9 16h9M9 20.5h5" class="brand-lines" />
            <circle cx="21.5" cy="20.5" r="3" class="brand-dot" />
          </svg>
          <span class="brand-name">Whyspec</span>
        </a>
        {me && (
          <nav aria-label={s.shell.navigation}>
            <ul>
              {link('overview', '/', s.shell.overview)}
              {link('my', '/my', s.shell.my)}
              {link('search', '/search', s.shell.search)}
              {me.role === 'dpo' && link('privacy', '/privacy', s.shell.privacy)}
            </ul>
          </nav>
        )}
        {me && mayLog(me) && (
          <a class="button small log-link" href="/log" {...(page === 'log' ? { 'aria-current': 'page' as const } : {})}>
            {s.shell.log}
          </a>
        )}
        {me && <Person me={me} onLeave={onLeave} />}
      </div>
    </header>
  );
}

function Person({ me, onLeave }: { me: Me; onLeave(): void }) {
  const s = useStrings();
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      if (box.current?.open && event.target instanceof Node && !box.current.contains(event.target)) box.current.open = false;
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !box.current?.open) return;
      box.current.open = false;
      box.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
      document.removeEventListener('keydown', escape);
    };
  }, []);
  const name = me.person || me.email || me.role;
  return (
    <details class="person" ref={box}>
      <summary>
        <span class="avatar" aria-hidden="true">
          {Array.from(name)[0]?.toUpperCase() ?? '?'}
        </span>
        <span class="person-name">{name}</span>
        <span class="visually-hidden">: {s.shell.account}</span>
      </summary>
      <div class="person-card">
        <p class="person-who">{s.shell.signedInAs(name, s.roles[me.role] ?? me.role)}</p>
        {me.email !== '' && me.email !== name && <p class="muted small">{me.email}</p>}
        <p>{roleSentence(s, me)}</p>
        <button type="button" class="button" onClick={onLeave}>
          {s.shell.signOut}
        </button>
      </div>
    </details>
  );
}

function NoPage() {
  const s = useStrings();
  return (
    <div class="empty page-narrow">
      <PageTitle text={s.shell.notFoundTitle} />
      <p>{s.shell.notFound}</p>
      <a class="button" href="/">
        {s.shell.toOverview}
      </a>
    </div>
  );
}

/** A page that breaks says so and leaves the frame standing. */
class Guard extends Component<{ at: string; children: ComponentChildren }, { broken: boolean; at: string }> {
  override state = { broken: false, at: '' };
  static override getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ at: this.props.at });
  }
  override render() {
    if (this.state.broken && (this.state.at === '' || this.state.at === this.props.at)) return <Trouble error={new ApiError('server', {}, '')} onRetry={() => location.reload()} />;
    return this.props.children;
  }
}

type Loaded = ComponentType<PageProps>;
const loaded = new Map<PageName, Loaded>();

function Page({ name, id, place }: { name: PageName; id: string; place: Place }) {
  const s = useStrings();
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const Known = loaded.get(name);
  useEffect(() => {
    if (loaded.has(name)) return;
    setFailed(false);
    kPages[name]().then(
      (module) => {
        loaded.set(name, module.default);
        redraw((n) => n + 1);
      },
      () => setFailed(true),
    );
  }, [name]);
  const query = useMemo(() => new URLSearchParams(place.query), [place.query]);
  if (failed) return <Trouble error={new ApiError('offline', {}, '')} onRetry={() => location.reload()} />;
  if (!Known) return <p class="waiting" role="status">{s.states.loading}</p>;
  return <Known key={`${name}/${id}`} id={id} query={query} />;
}

export function App({ me: asked }: { me: Promise<Me> | undefined }) {
  const [strings, setStrings] = useState(startLanguage);
  const place = usePlace();
  const match = matchPath(place.path);
  const [me, setMe] = useState<Me>();
  const [who, setWho] = useState<'asking' | 'in' | 'out' | 'left'>(asked ? 'asking' : 'out');
  const [trouble, setTrouble] = useState<ApiError>();
  const [said, setSaid] = useState<{ text: string; at: number }>();
  const main = useRef<HTMLElement>(null);
  const s = strings;

  useLayoutEffect(() => {
    document.documentElement.lang = strings.language;
  }, [strings]);

  const take = useCallback((answer: Promise<Me>) => {
    return answer.then(
      (value) => {
        setMe(value);
        setWho('in');
        setTrouble(undefined);
      },
      (error: unknown) => {
        if (error instanceof ApiError && error.failure === 'signed_out') setWho('out');
        else setTrouble(error instanceof ApiError ? error : new ApiError('unexpected', {}, ''));
      },
    );
  }, []);
  const hasAsked = useRef(false);
  const signInPage = match?.page === 'login';
  useEffect(() => {
    if (hasAsked.current || (signInPage && !asked)) return;
    hasAsked.current = true;
    if (!asked) setWho((before) => (before === 'in' ? before : 'asking'));
    void take(asked ?? whoAmI());
  }, [signInPage]);

  // A page that was reached by a link begins at its top, with the focus on its heading.
  const shown = `${place.path}${place.query}`;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    if (place.by === 'link') scrollTo(0, 0);
    let tries = 0;
    let timer = 0;
    const focus = (): void => {
      const title = main.current?.querySelector<HTMLElement>('[data-page-title]');
      if (title) {
        if (document.activeElement === document.body || document.activeElement === null || !main.current?.contains(document.activeElement)) title.focus({ preventScroll: true });
      } else if (tries++ < 50) {
        timer = window.setTimeout(focus, 60);
      }
    };
    focus();
    return () => clearTimeout(timer);
  }, [shown]);

  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(undefined), kSaidForMs);
    return () => clearTimeout(timer);
  }, [said]);

  const session = useMemo<Session>(
    () => ({
      me,
      onSignedOut: () => {
        forgetAll();
        setMe(undefined);
        setWho('out');
      },
      onSignedIn: () => take(whoAmI()),
      say: (text) => setSaid({ text, at: Date.now() }),
    }),
    [me],
  );

  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch {
      // The server may be away: what this browser holds is dropped all the same.
    }
    setMe(undefined);
    setWho('left');
  };

  const other = kLanguages[s.switchTo.code];
  const page = match?.page;
  return (
    <Language.Provider value={strings}>
      <SessionContext.Provider value={session}>
        <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
          {s.shell.skip}
        </a>
        <Header page={page} me={me} onLeave={() => void leave()} />
        <main id="main" tabIndex={-1} ref={main}>
          <Guard at={shown}>
            {trouble && !signInPage ? (
              <Trouble error={trouble} onRetry={() => void take(whoAmI())} />
            ) : signInPage ? (
              <Page name="login" id="" place={place} />
            ) : who === 'out' || who === 'left' ? (
              <SignInFirst left={who === 'left'} />
            ) : match ? (
              <Page name={match.page} id={match.id} place={place} />
            ) : (
              <NoPage />
            )}
          </Guard>
        </main>
        <footer class="bottom">
          <span>{s.shell.footer}</span>
          <button
            type="button"
            class="button quiet small"
            lang={s.switchTo.code}
            aria-label={s.switchTo.label}
            onClick={() => {
              if (!other) return;
              remember(other.language);
              setStrings(withLocale(other, navigator.languages));
            }}
          >
            {s.switchTo.name}
          </button>
        </footer>
        <div class="said" role="status" aria-live="polite">
          {said && <span key={said.at}>{said.text}</span>}
        </div>
      </SessionContext.Provider>
    </Language.Provider>
  );
}

function SignInFirst({ left }: { left: boolean }) {
  const s = useStrings();
  return (
    <div class="empty page-narrow">
      <PageTitle text={left ? s.login.signedOutTitle : s.login.welcomeTitle} />
      <p>{left ? s.login.signedOut : s.login.welcome}</p>
      {!left && <p>{s.states.error.signed_out}</p>}
      <a class="button" href={`/login?next=${encodeURIComponent(`${location.pathname}${location.search}${location.hash}`)}`}>
        {s.login.title}
      </a>
    </div>
  );
}
