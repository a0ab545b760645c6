export type { AccountRecord, CallRecord, Level, Role, SpecCitation, Turn } from '../src/api/types';
import type { SpecCitation, SpecView } from '../src/api/types';

/** A published spec, before anybody's level is applied to its citations. */
export type SpecRecordIn = Omit<SpecView, 'citations'> & { citations: SpecCitation[] };
