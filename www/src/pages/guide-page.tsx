/** Guide: how to record a pour, and why hot water sounds different. */
import type { ComponentChildren } from 'preact';
import { coldMaxFahrenheit, hotMinFahrenheit } from '../classify/model-constants.ts';
import { temperature } from '../i18n/format.ts';
import { guide } from '../i18n/index.ts';
import { PUBLICATIONS, RECORDING_DEVICES, type RecordingDevice } from '../i18n/links.ts';
import type { GuideSection } from '../i18n/message-types.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { sectionId } from '../router/navigation-effects.ts';
import { LinkedText } from '../ui/linked-text.tsx';
import contentsStyles from '../ui/table-of-contents.module.css';
import { TableOfContents } from '../ui/table-of-contents.tsx';
import { GuideComparison } from './guide-comparison.tsx';
import styles from './guide-page.module.css';

export function GuidePage() {
  const { helps, fails, why, compare } = guide;
  const recordings: Record<RecordingDevice, GuideSection> = guide.recordings;
  const contents = [
    ...RECORDING_DEVICES.map((id) => ({ id, ...recordings[id] })),
    ...Object.entries({ helps, fails, why, compare }).map(([id, section]) => ({ id, ...section })),
  ];
  const formatted = (fahrenheit: number) => temperature(fahrenheit, scale.value);
  return (
    <div class={`prose ${contentsStyles.layout} ${styles.guide}`}>
      <h1 tabIndex={-1}>{guide.heading}</h1>
      <p class="lede">{guide.lede}</p>
      <TableOfContents page="guide" sections={contents} />
      {RECORDING_DEVICES.map((id) => (
        <Section key={id} id={id} {...recordings[id]} />
      ))}
      <Section id="helps" {...helps} />
      <Section
        id="fails"
        heading={fails.heading}
        points={[
          fails.between(formatted(coldMaxFahrenheit), formatted(hotMinFahrenheit)),
          ...fails.points,
        ]}
      />
      <Section id="why" heading={why.heading} steps={why.lines}>
        <h3>{why.sources}</h3>
        <ul class={styles.sources}>
          {PUBLICATIONS.map(({ authors, andOthers, work }) => (
            <li key={work}>
              <LinkedText
                text={why.reference(andOthers ? why.andOthers(authors) : authors, work)}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section id="compare" heading={compare.heading}>
        <GuideComparison />
      </Section>
    </div>
  );
}

interface SectionProperties extends GuideSection {
  /** As in the URL, #/guide/iphone. */
  id: string;
  children?: ComponentChildren;
}

function Section(properties: SectionProperties) {
  const { id, heading, steps, points, note, children } = properties;
  return (
    <section aria-labelledby={sectionId(id)}>
      <h2 id={sectionId(id)} tabIndex={-1}>
        {heading}
      </h2>
      {steps && (
        <ol>
          <Items of={steps} />
        </ol>
      )}
      {points && (
        <ul>
          <Items of={points} />
        </ul>
      )}
      {note && (
        <p class={styles.note}>
          <LinkedText text={note} />
        </p>
      )}
      {children}
    </section>
  );
}

function Items({ of }: { of: readonly string[] }) {
  return of.map((text) => (
    <li key={text}>
      <LinkedText text={text} />
    </li>
  ));
}
