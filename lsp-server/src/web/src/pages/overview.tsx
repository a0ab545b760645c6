// The state of the evidence: every spec with what it rests on, by account, by age, by revenue.
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Overview as Report, OverviewSpec } from '../api/types';
import { useStrings } from '../i18n/language';
import { specPath } from '../model/call_path';
import { matrixOf, shadeOf, sortedSpecs, type SpecOrder } from '../model/evidence';
import { formatStake } from '../model/money';
import { plain } from '../model/plain';
import { Day, Empty, PageTitle, StatusChip } from '../parts/basics';
import { useFreshWhenBack } from '../parts/live';
import { useNarrow } from '../parts/media';
import { Shown, useResource } from '../parts/resource';
import type { PageProps } from '../shell/routes';

const kOrders: readonly SpecOrder[] = ['accounts', 'newest', 'arr', 'concentration', 'status', 'id'];
const kRows = 20;
const kColumns = 12;
const kOneVoice = 0.6;

function Numbers({ report }: { report: Report }) {
  const s = useStrings();
  const format = new Intl.NumberFormat(s.locale);
  return (
    <dl class="numbers">
      <div>
        <dt>{s.overview.specs}</dt>
        <dd>{format.format(report.specs.length)}</dd>
      </div>
      <div>
        <dt>{s.overview.accounts}</dt>
        <dd>{format.format(report.accounts)}</dd>
      </div>
      <div>
        <dt>
          {s.overview.calls}
          <span class="numbers-note">{s.overview.citedCalls(report.cited_calls)}</span>
        </dt>
        <dd>{format.format(report.calls)}</dd>
      </div>
    </dl>
  );
}

function useLabels() {
  const s = useStrings();
  const percent = new Intl.NumberFormat(s.locale, { style: 'percent', maximumFractionDigits: 0 });
  return {
    s,
    percent: (share: number) => percent.format(share),
    voice: (spec: OverviewSpec) => (spec.citations > 1 && spec.concentration >= kOneVoice ? s.overview.concentrationCell(percent.format(spec.concentration)) : ''),
    verified: (spec: OverviewSpec) => ((spec.quotes ?? spec.citations) > 0 ? `${spec.verified}/${spec.quotes ?? spec.citations}` : '–'),
    stake: (spec: OverviewSpec) => formatStake(plain(spec.arr_at_stake), s.locale, s.overview.unknown),
  };
}

function SpecTable({ specs }: { specs: readonly OverviewSpec[] }) {
  const { s, voice, verified, stake } = useLabels();
  const { columns } = s.overview;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={s.overview.table}>
      <table class="specs">
        <thead>
          <tr>
            {[columns.spec, columns.status, columns.evidence, columns.newest].map((column) => <th scope="col">{column}</th>)}
            {[columns.verified, columns.arr].map((column) => <th scope="col" class="number">{column}</th>)}
            <th scope="col">{columns.findings}</th>
          </tr>
        </thead>
        <tbody>
          {specs.map((spec) => (
            <tr key={spec.id}>
              <th scope="row">
                <a href={specPath(spec.id)} dir="auto">{plain(spec.title) || spec.id}</a>
                <span class="muted small">{spec.id}</span>
              </th>
              <td><StatusChip status={spec.status} /></td>
              <td>
                {s.overview.peopleCount(spec.prospects, spec.customers, spec.accounts) || '–'}
                {voice(spec) && <span class="warn-text small">{voice(spec)}</span>}
              </td>
              <td class="nowrap">{spec.newest ? <Day value={spec.newest} age /> : <span class="muted">{s.overview.noEvidence}</span>}</td>
              <td class="number">{verified(spec)}</td>
              <td class="number nowrap">{stake(spec)}</td>
              <td class="nowrap">{s.spec.findings(spec.errors, spec.warnings) || <span class="muted">{s.overview.noFindings}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SpecCards({ specs }: { specs: readonly OverviewSpec[] }) {
  const { s, voice, verified, stake } = useLabels();
  const { columns } = s.overview;
  return (
    <ul class="spec-cards">
      {specs.map((spec) => (
        <li class="card" key={spec.id}>
          <p class="over-title"><span class="spec-id">{spec.id}</span> <StatusChip status={spec.status} /></p>
          <h3><a href={specPath(spec.id)} dir="auto">{plain(spec.title) || spec.id}</a></h3>
          {spec.citations === 0 ? (
            <p class="muted small">{s.overview.noEvidence}</p>
          ) : (
            <p class="card-facts">
              <span>{s.overview.peopleCount(spec.prospects, spec.customers, spec.accounts) || '–'}</span>
              {spec.newest && <span><span class="visually-hidden">{columns.newest} </span><Day value={spec.newest} age /></span>}
              {verified(spec) !== '–' && <span><span class="muted">{columns.verified}</span> {verified(spec)}</span>}
              <span><span class="muted">{columns.arr}</span> {stake(spec)}</span>
            </p>
          )}
          {voice(spec) && <p class="warn-text small">{voice(spec)}</p>}
          {spec.errors + spec.warnings > 0 && <p class="muted small">{s.colon(columns.findings)} {s.spec.findings(spec.errors, spec.warnings)}</p>}
        </li>
      ))}
    </ul>
  );
}

function MatrixTable({ specs, columns }: { specs: readonly OverviewSpec[]; columns: number }) {
  const s = useStrings();
  const { accounts, rows, most } = useMemo(() => matrixOf(specs), [specs]);
  const shown = accounts.slice(0, columns);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={s.overview.matrix}>
      <table class="matrix">
        <thead>
          <tr>
            <td />
            {shown.map(({ label }) => <th scope="col" dir="auto">{plain(label)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ spec, counts }) => (
            <tr key={spec.id}>
              <th scope="row"><a href={specPath(spec.id)} dir="auto">{plain(spec.title) || spec.id}</a></th>
              {shown.map(({ label }, index) => {
                const count = counts[index] ?? 0;
                return (
                  <td class={`cell shade-${shadeOf(count, most)}`} title={s.overview.matrixCell(plain(spec.title), plain(label), count)}>
                    {count > 0 ? count : <span class="visually-hidden">{s.overview.matrixNone}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MatrixList({ specs }: { specs: readonly OverviewSpec[] }) {
  const s = useStrings();
  const { accounts, rows, most } = useMemo(() => matrixOf(specs), [specs]);
  return (
    <ul class="matrix-list">
      {rows.map(({ spec, counts }) => (
        <li key={spec.id}>
          <a href={specPath(spec.id)} dir="auto">{plain(spec.title) || spec.id}</a>
          <ul class="voices-list">
            {counts.every((count) => count === 0) && <li class="muted small">{s.overview.noEvidence}</li>}
            {counts.map((count, index) => (count > 0 ? <li class={`cell shade-${shadeOf(count, most)}`} dir="auto">{plain(accounts[index]?.label ?? '')} <strong>{count}</strong></li> : null))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

type ChartsOf = ComponentType<{ specs: readonly OverviewSpec[]; now: number }>;

function Report({ report }: { report: Report }) {
  const s = useStrings();
  const narrow = useNarrow();
  const [order, setOrder] = useState<SpecOrder>('accounts');
  const [all, setAll] = useState(false);
  const [wide, setWide] = useState(false);
  const [Charts, setCharts] = useState<ChartsOf>();
  useEffect(() => {
    // The charts come after the numbers: a report without them is complete.
    import('../parts/charts').then((module) => setCharts(() => module.default), (error: unknown) => console.error(error));
  }, []);
  const sorted = useMemo(() => sortedSpecs(report.specs, order), [report, order]);
  const shown = all ? sorted : sorted.slice(0, kRows);
  const accounts = useMemo(() => matrixOf(shown).accounts.length, [shown]);
  if (report.calls === 0 && report.specs.length === 0) {
    return (
      <Empty title={s.overview.noneTitle}>
        <p>{s.overview.noneCalls}</p>
        <a class="button primary" href="/log">{s.overview.logFirst}</a>
      </Empty>
    );
  }
  return (
    <>
      <Numbers report={report} />
      {report.specs.length === 0 ? (
        <Empty title={s.overview.noSpecs}><p>{s.overview.noSpecsNext}</p></Empty>
      ) : (
        <>
          <section>
            <div class="section-head">
              <h2 id="specs-title">{s.overview.table}</h2>
              <div class="row">
                <label class="inline-field">
                  <span>{s.overview.order}</span>
                  <select value={order} onChange={(event) => setOrder(event.currentTarget.value as SpecOrder)}>
                    {kOrders.map((one) => <option value={one}>{s.overview.orders[one]}</option>)}
                  </select>
                </label>
                <a class="button quiet small" href="/v1/report.csv" download="whyspec-report.csv">{s.overview.csv}</a>
              </div>
            </div>
            {narrow ? <SpecCards specs={shown} /> : <SpecTable specs={shown} />}
            {sorted.length > kRows && <button type="button" class="button" onClick={() => setAll(!all)}>{all ? s.overview.showLess : s.overview.showAll(sorted.length)}</button>}
          </section>
          <section>
            <h2 id="matrix-title">{s.overview.matrix}</h2>
            <p class="muted small">{s.overview.matrixHelp}</p>
            {narrow ? <MatrixList specs={shown} /> : <MatrixTable specs={shown} columns={wide ? Infinity : kColumns} />}
            {!narrow && accounts > kColumns && <button type="button" class="button" onClick={() => setWide(!wide)}>{wide ? s.overview.showLess : s.overview.showAll(accounts)}</button>}
          </section>
          <section aria-labelledby="charts-title">
            <h2 id="charts-title" class="visually-hidden">{s.overview.charts}</h2>
            {Charts && <Charts specs={shown} now={Date.now()} />}
          </section>
        </>
      )}
    </>
  );
}

export default function Overview(_: PageProps) {
  const s = useStrings();
  const resource = useResource<Report>('/v1/report');
  useFreshWhenBack(resource.refresh);
  return (
    <div class="overview-page">
      <header class="page-head">
        <PageTitle text={s.overview.title} />
        <p class="lead">{s.overview.lead}</p>
      </header>
      <Shown resource={resource} inline>{(report) => <Report report={report} />}</Shown>
    </div>
  );
}
