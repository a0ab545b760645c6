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

export const SessionContext = createContext<Session>({ me: undefined, onSignedOut: () => undefined, onSignedIn: async () => undefined, say: () => undefined });
export const useSession = (): Session => useContext(SessionContext);
