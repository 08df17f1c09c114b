/** About the model: how it was made, its accuracy and limits, privacy and licences. */
import { figures } from 'virtual:model-figures';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { count, list, type Scale, share, temperature } from '../i18n/format.ts';
import { about } from '../i18n/index.ts';
import type { AboutMessages } from '../i18n/messages.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { sectionId } from '../router/navigation-effects.ts';
import { LinkedText } from '../ui/linked-text.tsx';
import contentsStyles from '../ui/table-of-contents.module.css';
import { TableOfContents } from '../ui/table-of-contents.tsx';
import styles from './about-page.module.css';
import { type FigureRow, homeRows, kitchenRows } from './figure-rows.ts';

export function AboutPage() {
  const { made, trust, limits, privacy, licences } = about;
  const contents = Object.entries({ made, trust, limits, privacy, licences }).map(
    ([id, { heading }]) => ({ id, heading }),
  );
  const { pours, otherSounds, synthesised, parameters, windowSeconds, seeds, version, date } =
    figures;
  const { otherKitchens } = figures;
  return (
    <div class={`prose ${contentsStyles.layout}`}>
      <h1 tabIndex={-1}>{about.heading}</h1>
      <p class="lede">{about.lede}</p>
      <TableOfContents page="about" sections={contents} />
      <Section id="made" heading={made.heading}>
        <p>{made.training(count(pours), count(otherSounds), count(synthesised))}</p>
        <p>{made.network(count(parameters), count(windowSeconds))}</p>
        <p>{made.trap}</p>
      </Section>
      <Section id="trust" heading={trust.heading}>
        <FigureList rows={kitchenRows(trust.otherKitchens.rows, figures)} headline />
        <p>
          <LinkedText
            text={trust.otherKitchens.intro(
              count(otherKitchens.pours),
              count(otherKitchens.cups),
              count(otherKitchens.kitchens),
            )}
          />
        </p>
        <h3 class={styles.subheading}>{trust.home.heading}</h3>
        <p>{trust.home.intro(count(seeds))}</p>
        <FigureList rows={homeRows(trust.home.rows, figures)} />
        <Temperatures />
        <p class="quiet">{trust.source(version, date)}</p>
      </Section>
      <Section id="limits" heading={limits.heading}>
        <Points of={limitPoints(limits, scale.value)} />
      </Section>
      <Section id="privacy" heading={privacy.heading}>
        <Points of={privacy.points} />
      </Section>
      <Section id="licences" heading={licences.heading}>
        <Points
          of={[
            ...licences.points,
            ...(__REPOSITORY_URL__ === '' ? [] : [licences.code(__REPOSITORY_URL__)]),
          ]}
        />
      </Section>
    </div>
  );
}

function limitPoints(limits: AboutMessages['limits'], scale: Scale): readonly string[] {
  const { hotMinFahrenheit, coldMaxFahrenheit, temperatures, otherKitchens } = figures;
  const { kitchens, coldCalledHot, hotCalledCold } = otherKitchens;
  const hot = temperatures.filter(({ fahrenheit }) => fahrenheit >= hotMinFahrenheit);
  const presets = hot.map(({ fahrenheit }) => temperature(fahrenheit, scale));
  return [
    limits.onePerson(count(kitchens), count(coldCalledHot), count(hotCalledCold)),
    limits.presets(list(presets)),
    limits.between(temperature(coldMaxFahrenheit, scale), temperature(hotMinFahrenheit, scale)),
    limits.estimate,
    limits.chosen,
    limits.scalding,
  ];
}

interface SectionProperties {
  id: string;
  heading: string;
  children: ComponentChildren;
}

function Section({ id, heading, children }: SectionProperties) {
  return (
    <section aria-labelledby={sectionId(id)}>
      <h2 id={sectionId(id)} tabIndex={-1}>
        {heading}
      </h2>
      {children}
    </section>
  );
}

function Points({ of }: { of: readonly string[] }) {
  return (
    <ul>
      {of.map((point) => (
        <li key={point}>
          <LinkedText text={point} />
        </li>
      ))}
    </ul>
  );
}

interface FigureListProperties {
  rows: Record<string, FigureRow>;
  /** Whether the first figure is larger than the others. */
  headline?: boolean;
}

function FigureList({ rows, headline = false }: FigureListProperties) {
  return (
    <dl class={`${styles.figures} ${headline ? styles.headline : ''}`}>
      {Object.entries(rows).map(([name, { percent, sentence, detail }]) => (
        <div key={name} data-figure={name}>
          <dt translate={false}>{percent}</dt>
          <dd>
            {sentence} <span class="quiet">{detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Temperatures() {
  const { byTemperature, columns } = about.trust;
  const id = useId();
  return (
    <>
      <h3 class={styles.subheading} id={id}>
        {byTemperature}
      </h3>
      <div class="table-frame">
        <table class={styles.temperatures} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{columns.temperature}</th>
              <th scope="col">{columns.pours}</th>
              <th scope="col">{columns.right}</th>
            </tr>
          </thead>
          <tbody>
            {figures.temperatures.map(({ fahrenheit, pours, percent }) => (
              <tr key={fahrenheit}>
                <th scope="row" translate={false}>
                  {temperature(fahrenheit, scale.value)}
                </th>
                <td>{pours}</td>
                <td translate={false}>{share(percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
