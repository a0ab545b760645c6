// Is the window narrow? For tables that are lists on a phone or a tablet.
import { useEffect, useState } from 'preact/hooks';

const kNarrow = '(max-width: 61.99rem)';

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(kNarrow).matches);
  useEffect(() => {
    const media = matchMedia(kNarrow);
    const changed = (): void => setNarrow(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  return narrow;
}
