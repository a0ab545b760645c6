// Three charts of how well specs stand: how fresh, how concentrated, how much at stake. Each is
// a table for who cannot see it: the spec, and in words what is drawn beside it.
import { scaleLinear, scaleTime } from 'd3-scale';
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OverviewSpec } from '../api/types';
import { useStrings } from '../i18n/language';
import { specPath } from '../model/call_path';
import { formatStake, parseStake } from '../model/money';
import { plain } from '../model/plain';
import { dateOf, formatAge, kDayMs } from '../model/when';

const kRow = 26;
// A letter of the small text in a bar, and what stays free on its sides.
const kLetter = 6.6;
const kFree = 14;
const kStaleDays = 180;
const kOneVoice = 0.6;

/** The width, in pixels, that a drawing gets; 0 until it is known. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

function Chart({ specs, title, help, id, children, axis, value, detail }: {
  specs: readonly OverviewSpec[];
  title: string;
  help: string;
  id: string;
  children: (spec: OverviewSpec, width: number) => ComponentChildren;
  axis: (width: number) => ComponentChildren;
  value: (spec: OverviewSpec) => string;
  /** What the drawing says and the value does not. */
  detail?: (spec: OverviewSpec) => string;
}) {
  const s = useStrings();
  const [box, width] = useWidth();
  return (
    <section class="chart" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p class="muted small">{help}</p>
      <div class="chart-rows" role="table" aria-labelledby={id}>
        <div role="row" class="visually-hidden">
          <span role="columnheader">{s.overview.columns.spec}</span>
          <span role="columnheader">{title}</span>
        </div>
        {specs.map((spec) => (
          <div key={spec.id} class="chart-row" role="row">
            <span role="rowheader" class="chart-label"><a href={specPath(spec.id)} title={plain(spec.title)} dir="auto">{plain(spec.title) || spec.id}</a></span>
            <span class="chart-plot" aria-hidden="true">
              <svg width={width} height={kRow} viewBox={`0 0 ${Math.max(1, width)} ${kRow}`}>{width > 0 && children(spec, width)}</svg>
            </span>
            <span class="chart-value" role="cell">{value(spec)}{detail && <span class="visually-hidden"> ({detail(spec)})</span>}</span>
          </div>
        ))}
      </div>
      <div class="chart-axis" aria-hidden="true">
        <div class="chart-axis-plot" ref={box}>
          <svg width={width} height={24} viewBox={`0 0 ${Math.max(1, width)} 24`}>{width > 0 && axis(width)}</svg>
        </div>
      </div>
    </section>
  );
}

function Ticks({ ticks }: { ticks: { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[] }) {
  return (
    <>
      {ticks.map(({ x, text, anchor }) => (
        <g>
          <line x1={x} x2={x} y1={0} y2={5} class="tick" />
          <text x={x} y={18} text-anchor={anchor} class="tick-text">{text}</text>
        </g>
      ))}
    </>
  );
}

function Freshness({ specs, now }: { specs: readonly OverviewSpec[]; now: number }) {
  const s = useStrings();
  const stale = now - kStaleDays * kDayMs;
  const days = specs.map((spec) => dateOf(spec.newest)?.getTime()).filter((day): day is number => day !== undefined);
  const from = Math.min(stale - 30 * kDayMs, ...days) - 6 * kDayMs;
  const scaleOf = (width: number) => scaleTime().domain([from, Math.max(now, ...days)]).range([9, width - 9]);
  return (
    <Chart
      id="chart-freshness"
      specs={specs}
      title={s.overview.freshness}
      help={s.overview.freshnessHelp}
      value={(spec) => (spec.newest ? formatAge(spec.newest, now, s.locale) : s.overview.noEvidence)}
      axis={(width) => {
        const scale = scaleOf(width);
        const format = new Intl.DateTimeFormat(s.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
        const ticks = scale.ticks(Math.max(2, Math.min(6, Math.floor(width / 90)))).map((tick) => ({ x: scale(tick), text: format.format(tick), anchor: 'middle' as const })).filter(({ x }) => x > 24 && x < width - 24);
        return <Ticks ticks={ticks} />;
      }}
    >
      {(spec, width) => {
        const scale = scaleOf(width);
        const day = dateOf(spec.newest)?.getTime();
        const x = day === undefined ? undefined : scale(day);
        return (
          <>
            <rect x={0} width={Math.max(0, scale(stale))} y={0} height={kRow} class="zone-stale" />
            <line x1={0} x2={width} y1={kRow / 2} y2={kRow / 2} class="rule" />
            <line x1={scale(stale)} x2={scale(stale)} y1={0} y2={kRow} class="limit" />
            {x !== undefined && day !== undefined && (day < stale
              ? <rect x={x - 6} y={kRow / 2 - 6} width={12} height={12} class="mark-bad" transform={`rotate(45 ${x} ${kRow / 2})`} />
              : <circle cx={x} cy={kRow / 2} r={7} class="mark" />)}
          </>
        );
      }}
    </Chart>
  );
}

/** Accounts by their share of a spec's citations, the largest first. */
function sharesOf(spec: OverviewSpec): { label: string; share: number }[] {
  const counts = Object.entries(spec.by_account).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return all > 0 ? counts.map(([label, count]) => ({ label, share: count / all })) : [{ label: '', share: spec.concentration }];
}

function Concentration({ specs }: { specs: readonly OverviewSpec[] }) {
  const s = useStrings();
  const percent = new Intl.NumberFormat(s.locale, { style: 'percent', maximumFractionDigits: 0 });
  const cited = specs.filter((spec) => spec.citations > 0);
  const scaleOf = (width: number) => scaleLinear().domain([0, 1]).range([0, width]);
  return (
    <Chart
      id="chart-concentration"
      specs={cited}
      title={s.overview.concentration}
      help={s.overview.concentrationHelp}
      value={(spec) => percent.format(spec.concentration)}
      detail={(spec) => sharesOf(spec).map(({ label, share }) => `${plain(label)} ${percent.format(share)}`).join(', ')}
      axis={(width) => {
        const scale = scaleOf(width);
        return <Ticks ticks={[0, kOneVoice, 1].map((tick) => ({ x: Math.min(width - 1, Math.max(1, scale(tick))), text: percent.format(tick), anchor: tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle' }))} />;
      }}
    >
      {(spec, width) => {
        const scale = scaleOf(width);
        let at = 0;
        return (
          <>
            {sharesOf(spec).map(({ label, share }, index) => {
              const x = scale(at);
              at += share;
              const long = Math.max(1, scale(share) - 2);
              const letters = Math.floor((long - kFree) / kLetter);
              const name = plain(label);
              return (
                <g>
                  <title>{`${name} ${percent.format(share)}`}</title>
                  <rect x={x} y={3} width={long} height={kRow - 6} rx={2} class={index > 0 ? `part-${1 + (index % 2)}` : share >= kOneVoice ? 'mark-bad' : 'mark'} />
                  {letters > 3 && name !== '' && <text x={x + kFree / 2} y={kRow / 2 + 4} class={index > 0 ? 'bar-text' : 'bar-text on-mark'}>{name.length <= letters ? name : `${name.slice(0, letters - 1)}…`}</text>}
                </g>
              );
            })}
            <line x1={scale(kOneVoice)} x2={scale(kOneVoice)} y1={0} y2={kRow} class="limit" />
          </>
        );
      }}
    </Chart>
  );
}

function Revenue({ specs }: { specs: readonly OverviewSpec[] }) {
  const s = useStrings();
  const stakes = new Map(specs.map((spec) => [spec, parseStake(spec.arr_at_stake)]));
  const some = [...stakes.values()].filter((stake) => stake !== undefined);
  // One axis holds one currency: the one most specs have.
  const currencies = some.map((stake) => stake.currency);
  const currency = [...new Set(currencies)].sort((a, b) => currencies.filter((one) => one === b).length - currencies.filter((one) => one === a).length)[0] ?? '';
  const most = Math.max(1, ...some.filter((stake) => stake.currency === currency).map((stake) => stake.high));
  const scaleOf = (width: number) => scaleLinear().domain([0, most]).range([0, width - 1]).nice(4);
  const format = new Intl.NumberFormat(s.locale, { notation: 'compact', ...(currency ? { style: 'currency', currency } : {}), maximumFractionDigits: 1, minimumFractionDigits: 0 });
  return (
    <Chart
      id="chart-revenue"
      specs={specs}
      title={s.overview.arr}
      help={s.overview.arrHelp}
      value={(spec) => formatStake(plain(spec.arr_at_stake), s.locale, s.overview.unknown)}
      axis={(width) => {
        const scale = scaleOf(width);
        const ticks = scale.ticks(width > 320 ? 4 : 2);
        return <Ticks ticks={ticks.map((tick) => ({ x: Math.min(width - 1, Math.max(1, scale(tick))), text: format.format(tick), anchor: tick === 0 ? 'start' : scale(tick) > width - 30 ? 'end' : 'middle' }))} />;
      }}
    >
      {(spec, width) => {
        const scale = scaleOf(width);
        const stake = stakes.get(spec);
        if (!stake || stake.currency !== currency) return <line x1={0} x2={width} y1={kRow / 2} y2={kRow / 2} class="rule" />;
        return (
          <>
            <rect x={0} y={4} width={Math.max(1, scale(stake.high))} height={kRow - 8} rx={2} class={stake.low === stake.high ? 'mark' : 'mark-range'} />
            {stake.low !== stake.high && <rect x={0} y={4} width={scale(stake.low)} height={kRow - 8} rx={2} class="mark" />}
          </>
        );
      }}
    </Chart>
  );
}

export default function Charts({ specs, now }: { specs: readonly OverviewSpec[]; now: number }) {
  return (
    <div class="charts">
      <Freshness specs={specs} now={now} />
      <Concentration specs={specs} />
      <Revenue specs={specs} />
    </div>
  );
}
