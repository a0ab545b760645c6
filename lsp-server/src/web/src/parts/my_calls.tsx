// The calls that belong to the reader, and who sees them.
import { useState } from 'preact/hooks';
import type { CallView, Page } from '../api/types';
import { useStrings } from '../i18n/language';
import { useTrust } from '../i18n/trust';
import { callPath, sharingPath } from '../model/call_path';
import { plain } from '../model/plain';
import { Day } from './basics';
import { useResource } from './resource';

const kFew = 6;

export function MyCalls({ person }: { person: string }) {
  const s = useStrings();
  const t = useTrust();
  const [all, setAll] = useState(false);
  const calls = useResource<Page<CallView>>(`/v1/calls?${new URLSearchParams({ owner: person, limit: '100' })}`).value?.items.filter((view) => view.is_owner) ?? [];
  if (calls.length === 0) return null;
  return (
    <section class="account my-calls" aria-labelledby="my-calls-title">
      <h2 id="my-calls-title">{t.mine.title}</h2>
      <p class="muted small">{t.mine.help}</p>
      <ul class="call-rows">
        {(all ? calls : calls.slice(0, kFew)).map((view) => {
          const { call } = view;
          const title = plain(call.title ?? '') || s.call.untitled(s.callType[call.type ?? 'other'] ?? '');
          const embargo = (call.visibility?.embargo_until ?? '') !== '';
          return (
            <li class="call-row" key={call.id}>
              <div>
                <h3><a href={callPath(call.id)} dir="auto">{title}</a></h3>
                <p class="card-line">
                  {view.account_label && <strong dir="auto">{plain(view.account_label)}</strong>}
                  {call.started_at && <Day value={call.started_at.slice(0, 10)} />}
                </p>
              </div>
              <p class="call-row-end">
                {embargo && <span class="chip status-review">{t.mine.embargo}</span>}
                <span class="chip level">{call.visibility?.level ? t.mine.limited(s.levels.short[call.visibility.level]) : t.mine.open}</span>
                <a class="button small" href={sharingPath(call.id)} aria-label={`${t.mine.decide}: ${title}`}>{t.mine.decide}</a>
              </p>
            </li>
          );
        })}
      </ul>
      {calls.length > kFew && !all && <button type="button" class="button small" onClick={() => setAll(true)}>{t.mine.all(calls.length)}</button>}
    </section>
  );
}
