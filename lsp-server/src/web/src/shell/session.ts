// Who is signed in, for every page.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Me } from '../api/types';

export interface Session {
  /** Undefined until the server has said. */
  me: Me | undefined;
  /** A request was answered with "who are you?". */
  onSignedOut(): void;
  onSignedIn(): Promise<void>;
  /** Says a sentence aloud to screen readers, and shows it for a while. */
  say(sentence: string): void;
}

/** What to offer; the server decides. Without a word about it, everything is offered. */
export const mayLog = (me: Me | undefined): boolean => me === undefined || me.actions.length === 0 || me.actions.includes('log_calls');

export const SessionContext = createContext<Session>({ me: undefined, onSignedOut: () => undefined, onSignedIn: async () => undefined, say: () => undefined });
export const useSession = (): Session => useContext(SessionContext);
