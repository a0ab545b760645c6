// The sentences of the pages where people decide who sees what, and erase. They come with those
// pages, not with the first script. trust_fr.ts holds the same in French.
import type { Level, Role } from '../api/types';
import { useStrings } from './language';
import { trustFr } from './trust_fr';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export type SwitchLevel = Exclude<Level, 'nothing' | 'contact'>;

export interface TrustStrings {
  sharing: {
    back: string;
    leadOwner: string;
    leadDpo: string;
    notYours: string;
    now: string;
    nowHelp: string;
    who: string;
    sees: string;
    others: Record<Role, string>;
    itsOwner: string;
    noToken: string;
    byOwner: string;
    byName: string;
    change: string;
    ladder: Record<SwitchLevel | '', string>;
    consent: string;
    consentCloses: string;
    retention: string;
    retentionHint: string;
    nothingChanged: string;
    reasonMissing: string;
    dayMissing: string;
    grants: string;
    grantsHelp: string;
    grantsNone: string;
    grantLine(who: string, level: string): string;
    grantAccount: string;
    grantUntil(day: string): string;
    grantBy(who: string, day: string): string;
    everyone(role: string): string;
    takeBack: string;
    takeBackFrom(who: string): string;
    takenBack(who: string): string;
    toWhom: string;
    aPerson: string;
    person: string;
    personHint: string;
    personMissing: string;
    level: string;
    until: string;
    optional: string;
    open: string;
    opened(who: string): string;
  };
  audit: {
    lead: string;
    times(n: number): string;
    more: string;
    kinds: Record<string, string>;
    aPerson: string;
    anAccount: string;
    whom(who: string): string;
    title: string;
    titleHelp: string;
    actor: string;
    actorHint: string;
    filter: string;
    none: string;
    action: Record<string, string>;
  };
  erase: {
    callTitle: string;
    callHint: string;
    callShow: string;
    effects: string;
    callEffects: string[];
    specsToTell(n: number): string;
    confirm: string;
    confirmMissing: string;
    reason: string;
    reasonHint: string;
    callButton: string;
    working: string;
    cancel: string;
    callDone: string;
    done: string;
    doneSpecs: string;
    doneNoSpecs: string;
    next: string;
    nextSteps: string[];
    proof: (when: string) => string;
  };
  privacy: {
    title: string;
    lead: string;
    notYou: string;
    notYouNext: string;
    what: string;
    person: string;
    account: string;
    personHelp: string;
    email: string;
    phone: string;
    name: string;
    nameAccount: string;
    nameHint: string;
    missing: string;
    accountField: string;
    accountNone: string;
    lookUp: string;
    lookUpHint: string;
    foundTitle: string;
    found(calls: number, turns: number, specs: number): string;
    foundAccount(calls: number, specs: number): string;
    foundNone: string;
    foundNoneNext: string;
    calls: string;
    specs: string;
    more(n: number): string;
    effects(calls: number): string[];
    effectsAccount(calls: number): string[];
    button(calls: number): string;
    buttonNone: string;
    doneTitle: string;
    done(calls: number, specs: number): string;
    doneNone: string;
    another: string;
    copy: string;
    copied: string;
  };
  mine: {
    title: string;
    help: string;
    all: (n: number) => string;
    limited: (level: string) => string;
    open: string;
    embargo: string;
    decide: string;
  };
}

export const trustEn: TrustStrings = {
  sharing: {
    back: 'Back to the call',
    leadOwner: 'You own this call: you decide. Specs that cite it, search and editors follow at once.',
    leadDpo: 'You look after data protection: you may decide for the owner. They read it in the list below.',
    notYours: 'Only the owner of a call and data protection decide who sees it.',
    now: 'What each of us sees now',
    nowHelp: 'Where no reason stands beside it, it is what the role sees. The server works it out from roles, your limit, embargo, consent and what was opened.',
    who: 'Who',
    sees: 'Sees',
    others: { sales: 'Other salespeople', product: 'Product', engineering: 'Engineering', founder: 'Founders', dpo: 'Data protection', ci: 'Programs' },
    itsOwner: 'it is their call',
    noToken: 'they have no access to this server yet',
    byOwner: 'the owner has limited the call',
    byName: 'it was opened to them, or they took part',
    change: 'Change it',
    ladder: {
      '': 'You set no limit: product and founders read names, engineers read none.',
      aggregate: 'Nobody reads a word. Specs that cite it say that it was withdrawn.',
      alias: 'What specs cite can be read; people and the account get a pseudonym.',
      named: 'What specs cite can be read, with who said it.',
      transcript: 'Whoever may read the whole call reads all of it; contact data stays with you.',
    },
    consent: 'What the other side agreed to',
    consentCloses: 'Then nobody reads the words any more, you neither, until this is changed back.',
    retention: 'Keep it until',
    retentionHint: 'On the day after, the call is erased for good by itself. Empty: as long as the team keeps calls.',
    nothingChanged: 'Nothing is changed yet. Choose above what should be different.',
    reasonMissing: 'Say why, in a few words: it is kept with the change.',
    dayMissing: 'Say until which day.',
    grants: 'Open it to somebody',
    grantsHelp: 'A person or a role may see more than their role does, but never more than your limit above.',
    grantsNone: 'It is open to nobody beyond what roles see.',
    grantLine: (who, level) => `${who}: ${level}`,
    grantAccount: 'all calls of the account',
    grantUntil: (day) => `until ${day}`,
    grantBy: (who, day) => `by ${who}, ${day}`,
    everyone: (role) => `Everybody in ${role}`,
    takeBack: 'Take back',
    takeBackFrom: (who) => `Take back from ${who}`,
    takenBack: (who) => `No longer open to ${who}.`,
    toWhom: 'To whom',
    aPerson: 'a person',
    person: 'Their name here',
    personHint: 'As it stands beside their picture at the top, such as “kit”.',
    personMissing: 'Say to whom.',
    level: 'What they see',
    until: 'Until',
    optional: 'optional',
    open: 'Open it',
    opened: (who) => `The call is now open to ${who}.`,
  },
  audit: {
    lead: 'Newest first. What one person read on one day is one line.',
    times: (n) => `${n.toLocaleString('en')} times`,
    more: 'Show older entries',
    kinds: { account: 'the account', token: 'the token', hook: 'webhook' },
    aPerson: 'a person',
    anAccount: 'an account',
    whom: (who) => `for ${who}`,
    title: 'Who read, changed or erased what',
    titleHelp: 'Everything the log of the server holds, newest first. It names calls and people of ours, never what was said.',
    actor: 'Only of',
    actorHint: 'A person or a program, such as “kit” or “webhook:hubspot”.',
    filter: 'Show',
    none: 'Nothing was noted.',
    action: { view: 'read', export: 'received in an editor or program', link: 'cited', unlink: 'took back a citation of', grant: 'opened', revoke: 'closed', erase: 'erased', import: 'logged', switch: 'changed who sees', search: 'found', put: 'changed', replace: 'changed', create: 'logged', 'access-request': 'looked up what is known of', token: 'made or withdrew', hook: 'changed where events go:' },
  },
  erase: {
    callTitle: 'Erase this call',
    callHint: 'For good. First you see what will happen.',
    callShow: 'Erase this call …',
    effects: 'What will happen',
    callEffects: [
      'Every word of the call goes for good: from the log, the search and the quotes in published specs. Nobody can bring it back.',
      'Its address and the specs that cite it say “erased”.',
      'The same recording is refused if a webhook or an import sends it again.',
      'Backups made before still hold it until they are deleted.',
    ],
    specsToTell: (n) => `${plural(n, 'spec cites', 'specs cite')} it now.`,
    confirm: 'I know that this cannot be undone.',
    confirmMissing: 'Say that you know it cannot be undone.',
    reason: 'Reason',
    reasonHint: 'Kept in the log. Name nobody in it.',
    callButton: 'Erase the call for good',
    working: 'Erasing…',
    cancel: 'Leave it',
    callDone: 'The call is erased',
    done: 'Its words are gone from this server: nobody can read, find or bring them back here.',
    doneSpecs: 'These specs cited it and now stand without it; their owners should look at them:',
    doneNoSpecs: 'No published spec cited it.',
    next: 'What is left to do by hand',
    nextSteps: [
      'Erase it in the recorder and the CRM too: this server only refuses to take it in again.',
      'Delete older backups of this log, or erase again after one is restored.',
      'Quotes that were written into spec files stay in their repository until somebody removes them.',
    ],
    proof: (when) => `Done on ${when}. The log notes that it was done and why, not what was said.`,
  },
  privacy: {
    title: 'Privacy',
    lead: 'For people who ask what we hold of them, or want it gone.',
    notYou: 'Data protection does this',
    notYouNext: 'Erasing a person or an account is for whoever looks after data protection. A call that you own you can erase yourself: open it and choose “Decide and share”.',
    what: 'Erase, or look up',
    person: 'A person',
    account: 'An account',
    personHelp: 'One of these is enough. Everything that fits is found.',
    email: 'E-mail',
    phone: 'Telephone',
    name: 'Name',
    nameAccount: 'Account of that name',
    nameHint: 'A name alone may be many people: say the account too.',
    missing: 'Say whom: an e-mail address, a telephone number, or a name with its account.',
    accountField: 'Account',
    accountNone: 'Choose the account first.',
    lookUp: 'Look up',
    lookUpHint: 'Nothing is erased yet. That you looked is noted.',
    foundTitle: 'What there is',
    found: (calls, turns, specs) => `${plural(calls, 'call', 'calls')} they took part in, ${plural(turns, 'turn', 'turns')} of theirs, cited by ${plural(specs, 'spec', 'specs')}.`,
    foundAccount: (calls, specs) => `${plural(calls, 'call', 'calls')} with this account, cited by ${plural(specs, 'spec', 'specs')}.`,
    foundNone: 'Nothing in this log fits.',
    foundNoneNext: 'Check the spelling, or try another address. You can still erase: then whatever comes in later under this name is refused.',
    calls: 'Calls',
    specs: 'Specs that cite them',
    more: (n) => `and ${n.toLocaleString('en')} more`,
    effects: (calls) => [
      calls === 0 ? 'There is no call to erase now.' : `${calls === 1 ? 'The call goes' : `All ${calls.toLocaleString('en')} calls go`} whole, with the words of everybody who took part. Nobody can bring them back.`,
      'Quotes in published specs go too; the specs and old addresses say “erased”.',
      'Calls with this person are refused from now on, whoever sends them.',
      'Backups made before still hold the words until they are deleted.',
    ],
    effectsAccount: (calls) => [
      calls === 0 ? 'The account goes; it has no call.' : `The account goes, and ${calls === 1 ? 'its call' : `all its ${calls.toLocaleString('en')} calls`} with every word. Nobody can bring them back.`,
      'Quotes in published specs go too; the specs and old addresses say “erased”.',
      'Calls with this account are refused from now on, whoever sends them.',
      'Backups made before still hold the words until they are deleted.',
    ],
    button: (calls) => (calls === 0 ? 'Erase for good' : `Erase ${plural(calls, 'call', 'calls')} for good`),
    buttonNone: 'Refuse them from now on',
    doneTitle: 'It is erased',
    done: (calls, specs) => `${plural(calls, 'call', 'calls')} erased, ${plural(specs, 'spec', 'specs')} now without ${calls === 1 ? 'it' : 'them'}.`,
    doneNone: 'There was nothing to erase. Whatever comes in later is refused.',
    another: 'Another request',
    copy: 'Copy as a note',
    copied: 'Note copied.',
  },
  mine: {
    title: 'Your calls and who sees them',
    help: 'You decide for each of them.',
    all: (n) => `Show all ${n.toLocaleString('en')}`,
    limited: (level) => `at most ${level}`,
    open: 'as roles allow',
    embargo: 'kept back',
    decide: 'Decide',
  },
};

/** Chosen with the language of the pages. */
export function useTrust(): TrustStrings {
  return useStrings().language === 'fr' ? trustFr : trustEn;
}
