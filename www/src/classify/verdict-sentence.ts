/** Sentences for a verdict: on its card, and for screen readers. */
import { home, microphones } from '../i18n/index.ts';
import { type Classification, probabilityOfVerdict, type Verdict } from './classification.ts';

/** Of more pours, the verdicts are counted. */
const MAX_LISTED_POURS = 4;

/** Says what a verdict means, or why it is unsure and what helps. */
export function verdictSentence(classification: Classification): string {
  const { verdict, cup } = classification;
  const reason = unsureSentence(classification);
  if (reason !== undefined) return reason;
  return verdict === 'unsure' && cup !== undefined
    ? home.cup.unsure
    : home.verdicts[verdict].sentence;
}

/** Returns the probability of hot or cold, or what an unsure verdict means. */
export function resultSentence(classification: Classification): string {
  const { verdict } = classification;
  return verdict === 'hot' || verdict === 'cold'
    ? home.probabilities.sentence(probabilityOfVerdict(classification))
    : verdictSentence(classification);
}

/** Returns what a screen reader says of a result: its verdict, or why it is unsure. */
export function verdictAnnouncement(name: string, classification: Classification): string {
  const announcement = announcementWithoutNotes(name, classification);
  return classification.isClipped ? `${announcement} ${microphones.clipped}` : announcement;
}

function announcementWithoutNotes(name: string, classification: Classification): string {
  const { announcements } = home;
  const { verdict } = classification;
  if (verdict === 'not-pouring') return announcements.notPouring(name);
  const reason = unsureSentence(classification);
  return reason === undefined
    ? announcements.verdict(name, verdict, probabilityOfVerdict(classification))
    : announcements.withName(name, reason);
}

/** Returns `undefined` if nothing more is known than the probability. */
function unsureSentence({ verdict, reason, pours = [] }: Classification): string | undefined {
  if (verdict !== 'unsure') return undefined;
  if (reason === 'compressed') return home.pours.compressed;
  if (reason !== 'pours-differ' || pours.length < 2) return undefined;
  const verdicts = pours.map((pour) => pour.verdict);
  return verdicts.length <= MAX_LISTED_POURS
    ? home.pours.listed(verdicts)
    : home.pours.counted(verdicts.length, countEach(verdicts));
}

/** In order of first appearance. */
function countEach(verdicts: readonly Verdict[]): [Verdict, number][] {
  const counts = new Map<Verdict, number>();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts];
}
