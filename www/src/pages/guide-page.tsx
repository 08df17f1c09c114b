/** How to record a good pour, and why there is something to hear. */
import type { ComponentChildren } from 'preact';
import { sectionId } from '../arrive.ts';
import type { Example } from '../examples.ts';
import { temperature } from '../format.ts';
import type { Hearing } from '../hearing.ts';
import { coldMaxFahrenheit, hotMinFahrenheit } from '../model-facts.ts';
import { Prose } from '../prose.tsx';
import { RECORDERS, type Recorder } from '../strings/recorders.ts';
import { REFERENCES } from '../strings/references.ts';
import type { GuideSection } from '../strings/words.ts';
import { guide } from '../strings.ts';
import { scale } from '../temperature-scale.ts';
import { TemperatureSwitch } from '../temperature-switch.tsx';
import { Comparison } from './comparison.tsx';
import { Contents } from './contents.tsx';

interface Properties {
  examples: readonly Example[];
  hearing: Hearing;
}

export function GuidePage({ examples, hearing }: Properties) {
  const { helps, fails, why, compare } = guide;
  const recordings: Record<Recorder, GuideSection> = guide.recordings;
  const contents = [
    ...RECORDERS.map((id) => ({ id, ...recordings[id] })),
    ...Object.entries({ helps, fails, why, compare }).map(([id, section]) => ({ id, ...section })),
  ];
  const written = (fahrenheit: number) => temperature(fahrenheit, scale.value);
  return (
    <div class="prose guide has-contents">
      <h1 tabIndex={-1}>{guide.heading}</h1>
      <p class="lede">{guide.lede}</p>
      <Contents page="guide" sections={contents} />
      {RECORDERS.map((id) => (
        <Section key={id} id={id} {...recordings[id]} />
      ))}
      <Section id="helps" {...helps} />
      <Section
        id="fails"
        heading={fails.heading}
        points={[
          fails.between(written(coldMaxFahrenheit), written(hotMinFahrenheit)),
          ...fails.points,
        ]}
        afterFirst={<TemperatureSwitch />}
      />
      <Section id="why" heading={why.heading} steps={why.lines}>
        <h3>{why.sources}</h3>
        <ul class="sources">
          {REFERENCES.map(({ authors, andOthers, work }) => (
            <li key={work}>
              <Prose text={why.reference(andOthers ? why.andOthers(authors) : authors, work)} />
            </li>
          ))}
        </ul>
      </Section>
      <Section id="compare" heading={compare.heading}>
        <Comparison examples={examples} hearing={hearing} />
      </Section>
    </div>
  );
}

interface SectionProperties extends GuideSection {
  /** As in the address, #/guide/iphone. */
  id: string;
  /** Stands at the end of the first point. */
  afterFirst?: ComponentChildren;
  children?: ComponentChildren;
}

function Section(properties: SectionProperties) {
  const { id, heading, steps, points, note, afterFirst, children } = properties;
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
          <Items of={points} afterFirst={afterFirst} />
        </ul>
      )}
      {note && (
        <p class="note">
          <Prose text={note} />
        </p>
      )}
      {children}
    </section>
  );
}

interface ItemsProperties {
  of: readonly string[];
  afterFirst?: ComponentChildren;
}

function Items({ of, afterFirst }: ItemsProperties) {
  return of.map((text, i) => (
    <li key={text}>
      <Prose text={text} /> {i === 0 && afterFirst}
    </li>
  ));
}
