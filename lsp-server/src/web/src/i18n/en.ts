// Every sentence of the pages, in English. fr.ts holds the same in French: the compiler and a
// test see to it that nothing is missing.
import type { Failure } from '../api/client';
import type { CallType, Gone, Level, Lifecycle, Role, Stance, Withheld } from '../api/types';
import type { Progress } from '../model/digest';
import type { SpecOrder } from '../model/evidence';

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

const statuses: Record<string, string> = {
  draft: 'draft',
  review: 'in review',
  ready: 'ready',
  committed: 'committed',
  shipped: 'shipped',
  declined: 'declined',
  superseded: 'superseded',
};

export interface Strings {
  language: string;
  /** The reader's flavour of the language, for dates and money: "en-GB". */
  locale: string;
  switchTo: { code: 'en' | 'fr'; name: string; label: string };
  quoted(text: string): string;
  /** A name before its value: French sets a space before the colon. */
  colon(text: string): string;
  shell: {
    skip: string;
    navigation: string;
    overview: string;
    my: string;
    search: string;
    privacy: string;
    log: string;
    account: string;
    signedInAs(person: string, role: string): string;
    signOut: string;
    home: string;
    notFoundTitle: string;
    notFound: string;
    toOverview: string;
    footer: string;
  };
  roles: Record<Role, string>;
  states: {
    loading: string;
    retry: string;
    requestId: string;
    errorTitle: Record<Failure, string>;
    error: Record<Failure, string>;
    wait(seconds: number): string;
    gone: Record<string, string>;
  };
  login: {
    title: string;
    opening: string;
    failedTitle: string;
    failed: string;
    noToken: string;
    field: string;
    hint: string;
    submit: string;
    welcomeTitle: string;
    welcome: string;
    signedOutTitle: string;
    signedOut: string;
    empty: string;
  };
  levels: {
    call: Record<Level, string>;
    join(reason: string): string;
    withheld: Record<Exclude<Withheld, ''>, string>;
    because: Record<Role | 'owner' | 'opened', string>;
    passages: string;
    role: Record<Role, string>;
    name: Record<Level, string>;
    short: Record<Level, string>;
  };
  status(status: string): string;
  lifecycle: Record<Lifecycle, string>;
  callType: Record<CallType, string>;
  phase: Record<string, string>;
  verdict: Record<'exact' | 'edited' | 'reworded' | 'altered' | 'not_found' | 'unchecked', string>;
  verdictHelp: Record<'exact' | 'edited' | 'reworded' | 'altered' | 'not_found' | 'unchecked', string>;
  stance: Record<Stance, string>;
  gone: Record<Exclude<Gone, ''>, string>;
  goneHelp: Record<Exclude<Gone, ''>, string>;
  copy: { citation: string; link: string; failed: string; citationDone: string; linkDone: string };
  call: {
    untitled(type: string): string;
    transcript: string;
    turn(n: number): string;
    unknownSpeaker: string;
    hidden(n: number): string;
    noTranscript: string;
    noTranscriptNext: string;
    onlyNotes: string;
    noWords: string;
    noWordsNext(owner: string): string;
    processing: string;
    citedBy: string;
    citedByNone: string;
    citedByNoneNext: string;
    wholeCall: string;
    citedMark(specs: string): string;
    turns(first: number, last: number): string;
    about: string;
    account: string;
    date: string;
    duration: string;
    type: string;
    owner: string;
    languageSpoken: string;
    participants: string;
    ours: string;
    theirs: string;
    unknownSide: string;
    opportunity: string;
    consent: string;
    consentStatus: Record<string, string>;
    notes: string;
    notesHelp: string;
    tags: string;
    source: string;
    outside: string;
    selection(first: number, last: number): string;
    linkTo(time: string): string;
    toolbar: string;
    nextCited: string;
    previousCited: string;
    keys: string;
    keysHelp: [keys: string, what: string][];
    keysSwitch: string;
    keysNote: string;
    owners: string;
    ownersHelp: string;
    whoSees: string;
    whoSeesDefault: string;
    embargo: string;
    embargoNone: string;
    embargoClosed: string;
    embargoDate: string;
    embargoDay: string;
    embargoTo(day: string): string;
    kept: string;
    decide: string;
    reason: string;
    reasonHint: string;
    save: string;
    saved: string;
    audit: string;
    auditShow: string;
    auditNone: string;
    auditWhen: string;
    auditWho: string;
    auditWhat: string;
    auditAction: Record<string, string>;
  };
  live: {
    title: string;
    callLevel(sentence: string): string;
    callWords: string;
    callCited: string;
    callSharing: string;
    callOther: string;
    specGone(n: number): string;
    specStatus(status: string): string;
    specAnew: string;
    specPassages: string;
    specRemoved: string;
    away: string;
    dismiss: string;
  };
  spec: {
    roles: Record<string, string>;
    rest: string;
    restHelp: string;
    present: string;
    print: string;
    publishedBy(person: string, when: string): string;
    owner: string;
    noSection(role: string): string;
    noSectionNext: string;
    emptySection: string;
    cardsTitle: string;
    noCitations: string;
    noCitationsNext: string;
    summary(accounts: number, prospects: number, customers: number): string;
    verified(verified: number, all: number): string;
    newest(age: string): string;
    gone(n: number): string;
    contradicting(n: number): string;
    findings(errors: number, warnings: number): string;
    quoteInSpec: string;
    hiddenWords: string;
    openCall: string;
    context: string;
    notALink: string;
  };
  present: {
    title: string;
    leave: string;
    next: string;
    previous: string;
    step(n: number, all: number): string;
    pause: string;
    resume: string;
    restart: string;
    left(time: string): string;
    over(time: string): string;
    full: string;
    window: string;
    keys: string;
    questions: string;
    questionsText: string;
    questionsSpec: string;
    controls: string;
    voices: string;
    really: string;
  };
  overview: {
    title: string;
    lead: string;
    calls: string;
    citedCalls(cited: number): string;
    accounts: string;
    specs: string;
    noneTitle: string;
    noneCalls: string;
    logFirst: string;
    noSpecs: string;
    noSpecsNext: string;
    table: string;
    matrix: string;
    matrixHelp: string;
    matrixCell(spec: string, account: string, n: number): string;
    matrixNone: string;
    freshness: string;
    freshnessHelp: string;
    noEvidence: string;
    concentration: string;
    concentrationHelp: string;
    concentrationCell(share: string): string;
    arr: string;
    arrHelp: string;
    unknown: string;
    order: string;
    orders: Record<SpecOrder, string>;
    columns: { spec: string; status: string; evidence: string; newest: string; verified: string; arr: string; findings: string };
    peopleCount(prospects: number, customers: number, accounts: number): string;
    csv: string;
    showAll(n: number): string;
    showLess: string;
    noFindings: string;
    charts: string;
  };
  my: {
    title: string;
    lead: string;
    filter: string;
    all: string;
    progress: Record<Progress, string>;
    progressLong: Record<Progress, string>;
    nobody: string;
    answeredBy: string;
    heard(day: string): string;
    noneTitle: string;
    none: string;
    noneOwner: string;
    silent: string;
    silentHelp: string;
    calls(n: number): string;
    digest: string;
    digestHelp: string;
    copyDigest: string;
    digestCopied: string;
    count(n: number): string;
  };
  digest: {
    title(week: string): string;
    summary(all: number, fresh: number, open: number): string;
    heading: Record<Progress, string>;
    answer(spec: string, status: string): string;
    hidden: string;
  };
  log: {
    title: string;
    lead: string;
    words: string;
    drop: string;
    dropNow: string;
    choose: string;
    formats: string;
    paste: string;
    pasteHint: string;
    remove(name: string): string;
    about: string;
    aboutHint: string;
    account: string;
    accountHint: string;
    accountMissing: string;
    day: string;
    time: string;
    kind: string;
    lifecycle: string;
    callTitle: string;
    optional: string;
    notes: string;
    notesHint: string;
    more: string;
    stage: string;
    amount: string;
    currency: string;
    amountWrong: string;
    consent: string;
    consents: Record<string, string>;
    visibility: string;
    visibilityDefault: string;
    embargo: string;
    preview: string;
    previewing: string;
    previewEmpty: string;
    previewLead(calls: number): string;
    previewTurns(n: number): string;
    previewMore(n: number): string;
    problems(n: number): string;
    problemLine(file: string, line: number): string;
    skipped: string;
    save(n: number): string;
    sending(percent: string): string;
    reading: string;
    stop: string;
    done(n: number): string;
    unchanged: string;
    created: string;
    updated: string;
    open: string;
    another: string;
    nothing: string;
    tooMany(n: number): string;
    keepGoing: string;
    fix: string;
  };
  search: {
    title: string;
    field: string;
    hint: string;
    submit: string;
    results(n: number, query: string): string;
    noneTitle(query: string): string;
    none: string;
    recent: string;
    recentNone: string;
    recentNoneNext: string;
    anyType: string;
    more: string;
    cited(n: number): string;
    noTitle: string;
  };
}

export const en: Strings = {
  language: 'en',
  locale: 'en',
  switchTo: { code: 'fr', name: 'Français', label: 'Afficher ces pages en français' },
  quoted: (text) => `“${text}”`,
  colon: (text) => `${text}:`,
  shell: {
    skip: 'Skip to the content',
    navigation: 'Pages',
    overview: 'Overview',
    my: 'My accounts',
    search: 'Search',
    privacy: 'Privacy',
    log: 'Log a call',
    account: 'Who I am and what I see',
    signedInAs: (person, role) => `Signed in as ${person} (${role})`,
    signOut: 'Sign out',
    home: 'Whyspec, to the overview',
    notFoundTitle: 'There is no such page',
    notFound: 'The address may be cut off, or was written for another server.',
    toOverview: 'Go to the overview',
    footer: 'What customers said, next to what we build.',
  },
  roles: { sales: 'sales', product: 'product', engineering: 'engineering', founder: 'founder', dpo: 'data protection', ci: 'program' },
  states: {
    loading: 'Loading…',
    retry: 'Try again',
    requestId: 'Request number, for whoever runs the server:',
    errorTitle: {
      offline: 'The server cannot be reached',
      signed_out: 'You are signed out',
      forbidden: 'This is not open to you',
      not_found: 'Nothing here',
      gone: 'It is gone',
      conflict: 'Somebody was faster',
      too_large: 'That is too much at once',
      invalid: 'The server could not make sense of it',
      busy: 'A little slower, please',
      unavailable: 'The server is not ready',
      server: 'Something broke on the server',
      unexpected: 'The server gave an answer we do not know',
    },
    error: {
      offline: 'Check your connection and try again. Nothing you typed is lost.',
      signed_out: 'Open the sign-in link you were given, or ask whoever runs this server for a new one.',
      forbidden: 'Your role does not include it. The owner of the call or whoever runs this server can open it to you.',
      not_found: 'It does not exist, or it is not open to you.',
      gone: 'It was deleted. Specs that cite it say so.',
      conflict: 'It was changed while you were looking at it. Load it again and repeat your change.',
      too_large: 'Send less at a time.',
      invalid: 'See what it says below, and try again.',
      busy: 'There were too many requests in a short time.',
      unavailable: 'It may be starting or looking for its database. Try again in a moment.',
      server: 'It is not your fault. Try again; if it happens again, pass the request number on.',
      unexpected: 'Try again; if it happens again, pass the request number on.',
    },
    wait: (seconds) => `Try again in ${plural(seconds, 'second', 'seconds')}.`,
    gone: {
      erased: 'This call was erased: the person or the account asked for it, or its owner deleted it. Its words exist nowhere in this log any more. Specs that cite it say so.',
      withdrawn: 'The owner of this call has withdrawn it. Specs that cite it say so.',
      embargoed: 'This call is kept back until the deal is closed.',
      retention: 'This call was deleted: the time it could be kept was over. Specs that cite it say so.',
    },
  },
  login: {
    title: 'Sign in',
    opening: 'Signing you in…',
    failedTitle: 'This sign-in link does not work',
    failed: 'It may be cut off, too old or withdrawn. Ask whoever gave it to you for a new one, or paste your token below.',
    noToken: 'Open the sign-in link you were given. If you only have the token, paste it here.',
    field: 'Token',
    hint: 'It begins with wsp_',
    submit: 'Sign in',
    welcomeTitle: 'Please sign in',
    welcome: 'What customers say is shown to people of the team only.',
    signedOutTitle: 'You are signed out',
    signedOut: 'Nothing of what you saw is kept in this browser. To come back, open your sign-in link again.',
    empty: 'Paste the token first.',
  },
  levels: {
    call: {
      nothing: 'You see nothing of this call',
      aggregate: 'You see that this call took place, not what was said',
      alias: 'You see names replaced',
      named: 'You see who said it',
      transcript: 'You see the whole transcript',
      contact: 'You see everything, contact data included',
    },
    join: (reason) => `, because ${reason}`,
    withheld: {
      owner: 'the owner of the call has limited it',
      embargo: 'the owner keeps it back until the deal is closed',
      consent: 'the other side did not agree to its use',
      retention: 'the time it may be kept is over',
    },
    because: {
      owner: 'you own this call',
      opened: 'you were in the call or it was opened to you',
      sales: 'the account belongs to a colleague',
      product: 'you work in product',
      engineering: 'engineers read words without names',
      founder: 'you are a founder',
      dpo: 'you look after data protection',
      ci: 'programs only count',
    },
    passages: 'Passages that a spec cites are shown; the rest is left out.',
    role: {
      sales: 'Of your own accounts you see everything; of your colleagues’ the cited passages, without names.',
      product: 'You see cited passages with names, and whole transcripts of calls you were in or that were opened to you.',
      engineering: 'You see cited passages with names replaced, unless the owner of a call opens more to you.',
      founder: 'You see cited passages with names, and whole transcripts of calls you were in or that were opened to you.',
      dpo: 'You see everything, to look after people’s rights. Each look is written down.',
      ci: 'Programs see counts and verdicts, no words.',
    },
    name: { nothing: 'nothing', aggregate: 'counts only', alias: 'words without names', named: 'words with names', transcript: 'the whole transcript', contact: 'everything' },
    short: { nothing: 'hidden', aggregate: 'counts only', alias: 'names replaced', named: 'with names', transcript: 'whole transcript', contact: 'everything' },
  },
  status: (status) => statuses[status] ?? (status === '' ? 'no status' : status),
  lifecycle: { prospect: 'prospect', customer: 'customer', former: 'former customer', partner: 'partner', unknown: 'unknown' },
  callType: { discovery: 'Discovery', demo: 'Demo', follow_up: 'Follow-up', interview: 'Interview', check_in: 'Check-in', negotiation: 'Negotiation', other: 'Other' },
  phase: { pitch: 'Pitch', demo: 'Demo', discovery: 'Discovery', interview_slot: 'Interview', next_steps: 'Next steps' },
  verdict: { exact: 'exact words', edited: 'shortened fairly', reworded: 'reworded', altered: 'says something else', not_found: 'not in the call', unchecked: 'not checked' },
  verdictHelp: {
    exact: 'These words were said in the call.',
    edited: 'These words were said; only fillers were dropped or an omission was marked.',
    reworded: 'The passage exists, with a word or two put differently and no sign of it.',
    altered: 'The passage exists but says something else: a number, a name or a “not” differs.',
    not_found: 'Nobody says this in the call.',
    unchecked: 'Nobody has compared this with the call yet.',
  },
  stance: { supports: 'supports', contradicts: 'contradicts', nuance: 'adds a nuance' },
  gone: { erased: 'Erased', withdrawn: 'Withdrawn', embargoed: 'Kept back' },
  goneHelp: {
    erased: 'The call was erased. Its words exist nowhere any more; this claim now stands without it.',
    withdrawn: 'The owner of the call has withdrawn it. This claim stands without it.',
    embargoed: 'The call is kept back until the deal is closed.',
  },
  copy: { citation: 'Copy citation', link: 'Copy link', failed: 'The browser did not allow copying. Select the text and copy it by hand.', citationDone: 'Citation copied. Paste it into your spec.', linkDone: 'Link copied.' },
  call: {
    untitled: (type) => `${type}, title not shown`,
    transcript: 'Transcript',
    turn: (n) => `Turn ${n}`,
    unknownSpeaker: 'Somebody',
    hidden: (n) => (n === 1 ? '1 turn is not shown to you' : `${n.toLocaleString('en')} turns are not shown to you`),
    noTranscript: 'There are no words of this call',
    noTranscriptNext: 'No transcript was logged. If you have one, add it on “Log a call” with the same call id.',
    onlyNotes: 'Only the salesperson’s notes were logged. They help, but they are not the customer’s words.',
    noWords: 'What was said is not shown to you',
    noWordsNext: (owner) => (owner ? `${owner} looks after this call and can open it to you.` : 'The salesperson who looks after the account can open it to you.'),
    processing: 'The transcript is still being prepared by the tool that recorded the call.',
    citedBy: 'Cited by',
    citedByNone: 'No spec cites this call yet.',
    citedByNoneNext: 'Choose a passage, copy its citation, and paste it into a spec.',
    wholeCall: 'the call as a whole',
    citedMark: (specs) => `Cited by ${specs}`,
    turns: (first, last) => (first === last ? `turn ${first}` : `turns ${first} to ${last}`),
    about: 'About this call',
    account: 'Account',
    date: 'When',
    duration: 'Length',
    type: 'Kind',
    owner: 'Owner',
    languageSpoken: 'Language',
    participants: 'Who took part',
    ours: 'ours',
    theirs: 'theirs',
    unknownSide: 'side unknown',
    opportunity: 'Sale',
    consent: 'Consent',
    consentStatus: { unknown: 'not known', informed: 'they were informed', consented: 'they agreed', refused: 'they refused', withdrawn: 'they took it back' },
    notes: 'Notes of the salesperson',
    notesHelp: 'In the salesperson’s own words; not evidence of what the customer said.',
    tags: 'Tags',
    source: 'Logged from',
    outside: 'The address points to a place that this call does not have. The call may have been transcribed anew; the beginning is shown.',
    selection: (first, last) => (first === last ? `Turn ${first} is selected` : `Turns ${first} to ${last} are selected`),
    linkTo: (time) => `Link to ${time}`,
    toolbar: 'Selected passage',
    nextCited: 'Next cited passage',
    previousCited: 'Previous cited passage',
    keys: 'Keyboard',
    keysHelp: [
      ['j / ↓', 'next turn'],
      ['k / ↑', 'previous turn'],
      ['Shift + ↓ / ↑', 'select more turns'],
      ['n / p', 'next, previous cited passage'],
      ['c', 'copy citation'],
      ['l', 'copy link'],
    ],
    keysSwitch: 'Single-letter keys',
    keysNote: 'They work while the transcript has the focus.',
    owners: 'Who sees this call',
    ownersHelp: 'You own this call: you decide. Specs that cite it follow at once.',
    whoSees: 'Others see at most',
    whoSeesDefault: 'what their role allows',
    embargo: 'Keep it back',
    embargoNone: 'no',
    embargoClosed: 'until the deal is closed',
    embargoDate: 'until a day',
    embargoDay: 'Until which day',
    embargoTo: (day) => `until ${day}`,
    kept: 'Erased after',
    decide: 'Decide and share',
    reason: 'Reason',
    reasonHint: 'Kept in the call’s log.',
    save: 'Save',
    saved: 'Saved. Specs that cite this call follow at once.',
    audit: 'Who has opened this call',
    auditShow: 'Show',
    auditNone: 'Nobody but you so far.',
    auditWhen: 'When',
    auditWho: 'Who',
    auditWhat: 'What',
    auditAction: { view: 'read it', export: 'received it in an editor or program', link: 'cited it', unlink: 'removed a citation', grant: 'opened it', revoke: 'closed it', erase: 'erased it', import: 'logged it', switch: 'changed who sees it', search: 'found it', put: 'changed it', replace: 'changed it', 'access-request': 'looked it up for a person who asked', create: 'logged it' },
  },
  live: {
    title: 'News of this page',
    callLevel: (sentence) => `Who sees this call was changed just now. ${sentence}`,
    callWords: 'The transcript was changed just now. What you see is the new one.',
    callCited: 'Which specs cite this call has just changed.',
    callSharing: 'Who sees this call was changed just now.',
    callOther: 'The details of this call were changed just now.',
    specGone: (n) => (n === 1 ? 'A passage this spec cites is gone since a moment ago: it was erased, withdrawn or kept back.' : `${n} passages this spec cites are gone since a moment ago: erased, withdrawn or kept back.`),
    specStatus: (status) => `The status of this spec has just changed: ${status}.`,
    specAnew: 'This spec was published anew just now. What you see is the new version.',
    specPassages: 'What you may see of the cited calls has just changed.',
    specRemoved: 'This spec was taken back just now. What you see is how it was; after you leave, it is gone.',
    away: 'The server cannot be reached. What you see may be out of date.',
    dismiss: 'Close this message',
  },
  spec: {
    roles: { why: 'Why', evidence: 'Customer evidence', usage: 'Expected usage' },
    rest: 'The rest of the spec',
    restHelp: 'Requirements, solution and details, as published.',
    present: 'Present in ten minutes',
    print: 'Print',
    publishedBy: (person, when) => (person ? `Published by ${person}, ${when}` : `Published ${when}`),
    owner: 'Owner',
    noSection: (role) => `This spec has no “${role}”`,
    noSectionNext: 'Whoever owns the spec can add it in the editor: it knows what belongs there.',
    emptySection: 'Nothing is written here yet.',
    cardsTitle: 'What customers said',
    noCitations: 'No call is cited',
    noCitationsNext: 'A spec without a customer’s words is a guess. Search the calls for what it claims.',
    summary: (accounts, prospects, customers) => {
      const parts = [prospects ? plural(prospects, 'prospect', 'prospects') : '', customers ? plural(customers, 'customer', 'customers') : ''].filter(Boolean).join(', ');
      return `${plural(accounts, 'account', 'accounts')}${parts ? `: ${parts}` : ''}`;
    },
    verified: (verified, all) => `${verified} of ${plural(all, 'quote', 'quotes')} verified`,
    newest: (age) => `newest ${age}`,
    gone: (n) => `${plural(n, 'citation', 'citations')} gone`,
    contradicting: (n) => plural(n, 'voice against', 'voices against'),
    findings: (errors, warnings) => [errors ? plural(errors, 'error', 'errors') : '', warnings ? plural(warnings, 'warning', 'warnings') : ''].filter(Boolean).join(', '),
    quoteInSpec: 'As the spec quotes it',
    hiddenWords: 'The words of this passage are not shown to you.',
    openCall: 'Open in the call',
    context: 'Before and after',
    notALink: 'This address is not opened from here',
  },
  present: {
    title: 'Presenting',
    leave: 'Leave',
    next: 'Next',
    previous: 'Previous',
    step: (n, all) => `${n} of ${all}`,
    pause: 'Pause',
    resume: 'Go on',
    restart: 'Start the clock anew',
    left: (time) => `${time} left`,
    over: (time) => `${time} over`,
    full: 'Full screen',
    window: 'Leave full screen',
    keys: '← → to move, space to pause, f for full screen, Esc to leave',
    questions: 'Questions',
    questionsText: 'What would have to be true for this to be wrong?',
    questionsSpec: 'The whole spec, with every passage:',
    controls: 'Presentation',
    voices: 'In their words',
    really: 'what was really said',
  },
  overview: {
    title: 'Overview',
    lead: 'What each spec rests on: who said it, how long ago, how much of it comes from one account.',
    calls: 'calls logged',
    citedCalls: (cited) => `, ${cited.toLocaleString('en')} cited`,
    accounts: 'accounts',
    specs: 'specs',
    noneTitle: 'No calls yet',
    noneCalls: 'Everything here grows from what customers say. Log your first call: drop a transcript, or write down what you heard.',
    logFirst: 'Log your first call',
    noSpecs: 'No spec has been published yet',
    noSpecsNext: 'Run “whyspec check --publish” where the specs are, or let CI do it. They then appear here with their evidence.',
    table: 'Specs and their evidence',
    matrix: 'Who said it',
    matrixHelp: 'Citations of each spec by account. A row with a single filled cell rests on one voice.',
    matrixCell: (spec, account, n) => `${spec}, ${account}: ${plural(n, 'citation', 'citations')}`,
    matrixNone: 'none',
    freshness: 'How fresh it is',
    freshnessHelp: 'Newest cited call of each spec. Left of the line, the evidence is older than 180 days.',
    noEvidence: 'no evidence',
    concentration: 'How much comes from one account',
    concentrationHelp: 'Share of each account in a spec’s citations. From 60% on, one account speaks for all.',
    concentrationCell: (share) => `${share} from one account`,
    arr: 'Revenue at stake',
    arrHelp: 'Yearly revenue of open sales whose calls the spec cites; each sale counts once. Where you see a range, the dark part is the least and the light part the most.',
    unknown: 'unknown',
    order: 'Sort by',
    orders: { id: 'Number', accounts: 'Most accounts', newest: 'Freshest', arr: 'Most revenue', concentration: 'Most concentrated', status: 'Status' },
    columns: { spec: 'Spec', status: 'Status', evidence: 'Accounts', newest: 'Newest', verified: 'Verified', arr: 'At stake', findings: 'Open points' },
    peopleCount: (prospects, customers, accounts) => [prospects ? plural(prospects, 'prospect', 'prospects') : '', customers ? plural(customers, 'customer', 'customers') : '', accounts > prospects + customers ? plural(accounts - prospects - customers, 'other', 'others') : ''].filter(Boolean).join(', '),
    csv: 'Download as CSV',
    showAll: (n) => `Show all ${n}`,
    showLess: 'Show fewer',
    noFindings: 'none',
    charts: 'Charts',
  },
  my: {
    title: 'My accounts',
    lead: 'What your accounts asked for, and what became of it.',
    filter: 'Show',
    all: 'Everything',
    progress: { open: 'Nobody answers it', considered: 'Being considered', planned: 'Planned', shipped: 'Shipped', declined: 'Not planned' },
    progressLong: {
      open: 'Heard. No spec answers it yet.',
      considered: 'A spec takes it up; nothing is decided.',
      planned: 'Decided. Say no date unless the spec names one.',
      shipped: 'It is there: a good reason to call.',
      declined: 'Decided against, or taken over by another spec.',
    },
    nobody: 'Nobody answers this yet',
    answeredBy: 'Taken up in',
    heard: (day) => `heard on ${day}`,
    noneTitle: 'Nothing asked yet',
    none: 'As soon as calls with your accounts are logged, what they ask for appears here.',
    noneOwner: 'No call belongs to you. Accounts and calls belong to the salesperson named as their owner.',
    silent: 'Accounts with nothing asked',
    silentHelp: 'Calls are missing, or nobody asked for anything.',
    calls: (n) => plural(n, 'call', 'calls'),
    digest: 'Weekly digest',
    digestHelp: 'Plain text for your one-to-one or the team’s channel.',
    copyDigest: 'Copy',
    digestCopied: 'Digest copied.',
    count: (n) => plural(n, 'ask', 'asks'),
  },
  digest: {
    title: (week) => `My accounts, week of ${week}`,
    summary: (all, fresh, open) => `${plural(all, 'ask', 'asks')} heard, ${fresh.toLocaleString('en')} new this week, ${open.toLocaleString('en')} without an answer.`,
    heading: { open: 'Nobody answers it yet', considered: 'Being considered', planned: 'Planned', shipped: 'Shipped', declined: 'Not planned' },
    answer: (spec, status) => `→ ${spec} (${status})`,
    hidden: 'A passage whose words you may not see',
  },
  log: {
    title: 'Log a call',
    lead: 'Drop what your recorder gave you, or write what you heard. You see what was understood before anything is kept.',
    words: 'What was said',
    drop: 'Drop transcripts here',
    dropNow: 'Let go to add them',
    choose: 'Choose files',
    formats: 'VTT, SRT, text, Markdown, or an export of Gong, Zoom, Teams, Fireflies, Grain, tl;dv, Fathom, Modjo, Aircall, HubSpot …; up to 50 files.',
    paste: 'Or paste the transcript',
    pasteHint: 'One turn a line, such as “Jane: We type it in twice.” Times in brackets are understood.',
    remove: (name) => `Remove ${name}`,
    about: 'The call',
    aboutHint: 'Only what the files do not say themselves is taken from here.',
    account: 'Account',
    accountHint: 'The company on the other side. Choose one you know, or write a new name.',
    accountMissing: 'Say which account the call was with: without it, nobody can tell two voices from one.',
    day: 'Day',
    time: 'Time',
    kind: 'Kind',
    lifecycle: 'To us they are',
    callTitle: 'Title',
    optional: 'optional',
    notes: 'Your notes',
    notesHint: 'Your own words; specs cannot cite them as the customer’s.',
    more: 'Sale, consent, who may see it',
    stage: 'Stage',
    amount: 'Yearly revenue',
    currency: 'Currency',
    amountWrong: 'Write the sum as a number, such as 60000, or leave it empty if you do not know it.',
    consent: 'The other side',
    consents: { unknown: 'I do not know', informed: 'was informed', consented: 'agreed', refused: 'refused' },
    visibility: 'Others see at most',
    visibilityDefault: 'what their role allows',
    embargo: 'Keep it back until the deal is closed',
    preview: 'What was understood',
    previewing: 'Reading…',
    previewEmpty: 'Add a file or paste words: what was understood of them appears here. Nothing is kept before you say so.',
    previewLead: (calls) => (calls === 1 ? '1 call is ready to be logged.' : `${calls} calls are ready to be logged.`),
    previewTurns: (n) => plural(n, 'turn', 'turns'),
    previewMore: (n) => `… and ${plural(n, 'more turn', 'more turns')}`,
    problems: (n) => (n === 1 ? 'One thing needs your eye' : `${n} things need your eye`),
    problemLine: (file, line) => `${file}, line ${line}`,
    skipped: 'left out',
    save: (n) => (n > 1 ? `Log ${n} calls` : 'Log the call'),
    sending: (percent) => `Sending… ${percent}`,
    reading: 'Sent. The server is reading it…',
    stop: 'Stop',
    done: (n) => (n === 1 ? 'The call is logged' : `${n} calls are logged`),
    unchanged: 'already there, unchanged',
    created: 'new',
    updated: 'replaced',
    open: 'Open',
    another: 'Log another call',
    nothing: 'Add a file, paste a transcript or write a note first.',
    tooMany: (n) => `At most 50 files at a time; these are ${n}.`,
    keepGoing: 'Log what could be read, leave out the rest',
    fix: 'Please look at the marked fields.',
  },
  search: {
    title: 'Search',
    field: 'What did customers say about …',
    hint: 'A question or a few words, in English or French',
    submit: 'Search',
    results: (n, query) => `${plural(n, 'passage', 'passages')} for “${query}”`,
    noneTitle: (query) => `Nobody said anything about “${query}”`,
    none: 'Try fewer or other words, as a customer would put it. Only words that you may see are searched.',
    recent: 'Latest calls',
    recentNone: 'No calls yet',
    recentNoneNext: 'Log your first call: then you can search what was said in it.',
    anyType: 'Any kind',
    more: 'Show more calls',
    cited: (n) => (n === 0 ? 'not cited yet' : n === 1 ? 'cited by 1 spec' : `cited by ${n} specs`),
    noTitle: 'Title not shown',
  },
};
