// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification, makeReference } from '../../test/fixtures.ts';
import { home } from '../i18n/index.ts';
import { IDLE_VIEW } from '../live/live-view.ts';
import { AppProvider, type AppServices } from '../pages/app-context.ts';
import { fileSource, Results } from '../results/results.ts';
import type { Label } from '../results/verdict-counts.ts';
import { type ActiveReference, activeReference, type Cup } from './cup.ts';
import { CupNextStep } from './cup-next-step.tsx';
import { CupPanel } from './cup-panel.tsx';
import { ReferenceButton } from './reference-button.tsx';

const FILE = new File(['sound'], 'pour.wav');

const cupWith = (...references: object[]): Cup => ({
  id: 'mug',
  name: 'Mug',
  date: 0,
  pours: references.map((changes, i) => ({
    id: `${i}`,
    name: FILE.name,
    date: 0,
    file: FILE,
    reference: makeReference(changes),
  })),
});

const COLD = {};
const HOT = { isHot: true, probabilityHot: 0.99 };
const addPour = vi.fn<AppServices['cups']['addPour']>(async () => undefined);
const removePour = vi.fn();
const recordFor = vi.fn();

beforeEach(() => {
  document.body.replaceChildren();
  vi.clearAllMocks();
});
afterEach(() => render(null, document.body));

function show(
  content: preact.ComponentChild,
  cup?: Cup,
  right?: number,
  { problem, pendingPours = 0 }: { problem?: string; pendingPours?: number } = {},
) {
  const reference: ActiveReference | undefined = cup && activeReference(cup);
  const services = {
    cupAccuracy: { right: signal(right) },
    results: new Results(),
    cups: {
      list: signal(cup ? [cup] : []),
      active: signal(cup),
      activeReference: signal(reference),
      problem: signal(problem),
      pendingPours: signal(pendingPours),
      latestPour: signal(cup?.pours[0] && { cup: cup.id, pour: cup.pours[0].id }),
      addPour,
      removePour,
      whenSaved: async () => undefined,
    },
    reclassifier: { outdated: signal([]) },
    recorder: { view: signal({ ...IDLE_VIEW, ending: { kind: 'cup' } }), recordFor },
  } as unknown as AppServices;
  act(() => render(<AppProvider value={services}>{content}</AppProvider>, document.body));
}

const text = () => document.body.textContent ?? '';
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(
    (each) => each.textContent === name || each.getAttribute('aria-label') === name,
  );

describe('CupPanel', () => {
  it.each([
    [[COLD], 'Calibrated with “Mug”: 1 cold pour.'],
    [[HOT, HOT], 'Calibrated with “Mug”: 2 hot pours.'],
    [[COLD, COLD, HOT], 'Calibrated with “Mug”: 2 cold and 1 hot pour.'],
  ])('counts the pours of the active cup (%#)', (references, sentence) => {
    show(<CupPanel />, cupWith(...references));
    expect(text()).toContain(sentence);
    expect(text()).not.toContain('right');
  });

  it('says how many pours the cup gets right, once known', () => {
    show(<CupPanel />, cupWith(COLD, COLD, COLD, HOT, HOT), 5);
    expect(text()).toContain(
      'Calibrated with “Mug”: 3 cold and 2 hot pours. Of its own 5 pours it gets 5 right.',
    );
  });

  it.each([
    ['hot', HOT, home.history.labels.hot],
    ['cold', COLD, home.history.labels.cold],
  ])('lists a %s pour as such, without a warning', (_, reference, word) => {
    show(<CupPanel />, cupWith(reference));
    const row = document.querySelector('li');
    expect(row?.textContent).toBe(`pour.wav${word}${home.results.remove}`);
  });

  it.each([
    ['a hot pour that sounds cold', { isHot: true }, home.cup.hot.soundsOther],
    ['a cold pour that sounds hot', { probabilityHot: 0.99 }, home.cup.cold.soundsOther],
    ['no pour', { probabilityPouring: 0.01 }, home.cup.notAPour],
  ])('warns about %s', (_, reference, warning) => {
    show(<CupPanel />, cupWith(reference));
    expect(document.querySelector('li')?.textContent).toContain(warning);
  });

  it.each([
    ['hot', true],
    ['cold', false],
  ] as const)('records and chooses a %s pour', async (temperature, isHot) => {
    show(<CupPanel />, cupWith());
    const messages = home.cup[temperature];
    button(messages.record)?.click();
    const [{ note, onFile }] = recordFor.mock.calls[0] ?? [];
    expect(note).toBe(messages.recording('Mug'));
    await onFile(FILE);
    expect(addPour).toHaveBeenLastCalledWith('mug', FILE, isHot);
    const input = document.querySelector<HTMLInputElement>(
      `input[aria-label="${messages.chooseNamed('Mug')}"]`,
    );
    Object.defineProperty(input, 'files', { value: [FILE] });
    input?.dispatchEvent(new Event('change', { bubbles: true }));
    expect(addPour).toHaveBeenCalledTimes(2);
    expect(addPour).toHaveBeenLastCalledWith('mug', FILE, isHot);
  });
});

describe('CupPanel', () => {
  it.each([
    [[COLD], home.cup.addOther.hot],
    [[HOT, HOT], home.cup.addOther.cold],
    [[COLD, HOT], undefined],
  ])('suggests a pour of the other kind (%#)', (references, sentence) => {
    show(<CupPanel />, cupWith(...references));
    const { hot, cold } = home.cup.addOther;
    const shown = [hot, cold].filter((each) => text().includes(each));
    expect(shown).toEqual(sentence === undefined ? [] : [sentence]);
  });

  it('says what to do if the cup gets its pours wrong', () => {
    show(<CupPanel />, cupWith(COLD, HOT), 0);
    expect(text()).toContain('Of its own 2 pours it gets 0 right; record more in a quiet room.');
  });

  it('names a pour that this page recorded by its time', () => {
    const cup = cupWith(COLD);
    const [pour] = cup.pours;
    if (pour) pour.name = 'pour-2025-12-01-09-41-36.wav';
    show(<CupPanel />, cup);
    expect(document.querySelector('li')?.textContent).toMatch(/^Pour, 1 Dec 2025, 09:41/);
  });
});

describe('CupNextStep', () => {
  it('records a pour of the other kind, or leads back to the cup', () => {
    show(<CupNextStep />, cupWith(COLD));
    expect(text()).toContain(home.cup.saved);
    expect(text()).not.toContain(home.cup.cold.soundsOther);
    button(home.cup.hot.record)?.click();
    expect(recordFor.mock.calls[0]?.[0].note).toBe(home.cup.hot.recording('Mug'));
    expect(button(home.cup.back('Mug'))).toBeDefined();
  });

  it('warns about a pour that sounds other', () => {
    show(<CupNextStep />, cupWith({ probabilityHot: 0.99 }, HOT));
    expect(text()).toContain(home.cup.cold.soundsOther);
    expect(button(home.cup.hot.record)).toBeUndefined();
  });

  it('says that a pour is being checked, or what went wrong', () => {
    show(<CupNextStep />, cupWith(COLD), undefined, { pendingPours: 1 });
    expect(text()).toBe(home.progress.classifying);
    show(<CupNextStep />, cupWith(COLD), undefined, { problem: 'It is too short.' });
    expect(text()).toBe('It is too short.');
  });

  it('tells how to begin once the pour is removed', () => {
    show(<CupNextStep />, cupWith());
    expect(text()).toBe(home.listen.instructions);
  });
});

describe('ReferenceButton', () => {
  function showButton(label: Label | undefined, cup?: Cup, judgedWith?: string) {
    const [result] = new Results().add([fileSource(FILE)]);
    if (!result) throw new Error('no result');
    result.label.value = label;
    result.recording.value = FILE;
    const classification = makeClassification(
      judgedWith === undefined ? {} : { cup: judgedWith, references: 1 },
    );
    result.state.value = { phase: 'classified', classification };
    show(<ReferenceButton result={result} />, cup);
    return (newLabel: Label | undefined) =>
      act(() => {
        result.label.value = newLabel;
      });
  }

  it.each([
    ['hot', true],
    ['cold', false],
  ] as const)('adds a recording labelled %s', (label, isHot) => {
    showButton(label);
    button(home.cup.useNamed(FILE.name))?.click();
    expect(addPour).toHaveBeenCalledWith(undefined, FILE, isHot, expect.any(Function));
  });

  const NEW_CUP = cupWith();

  it.each([
    ['hot', true],
    ['cold', false],
  ] as const)('adds a recording by itself when it is labelled %s', (label, isHot) => {
    const setLabel = showButton(undefined, NEW_CUP, 'Mug');
    expect(addPour).not.toHaveBeenCalled();
    setLabel(label);
    expect(addPour).toHaveBeenCalledExactlyOnceWith('mug', FILE, isHot, expect.any(Function));
  });

  it.each([
    ['a label that was restored', 'hot', 'hot', NEW_CUP, 'Mug'],
    ['a label of another sound', undefined, 'not-pouring', NEW_CUP, 'Mug'],
    ['a removed label', 'hot', undefined, NEW_CUP, 'Mug'],
    ['a result of another cup', undefined, 'hot', NEW_CUP, 'Glass'],
    ['a result without a cup', undefined, 'hot', NEW_CUP, undefined],
    ['a recording that the cup has', undefined, 'hot', cupWith(HOT), 'Mug'],
    ['a result while no cup is active', undefined, 'hot', undefined, 'Mug'],
  ] as const)('adds nothing by itself for %s', (_, first, then, cup, judgedWith) => {
    showButton(first, cup, judgedWith)(then);
    expect(addPour).not.toHaveBeenCalled();
  });

  it('adds once while the label changes, and asks nothing about the old one', async () => {
    const setLabel = showButton(undefined, NEW_CUP, 'Mug');
    addPour.mockImplementationOnce(() => new Promise(() => undefined));
    setLabel('hot');
    setLabel('cold');
    expect(addPour).toHaveBeenCalledOnce();
    expect(await addPour.mock.calls[0]?.[3]?.()).toBe(false);
    expect(document.querySelector('dialog')).toBeNull();
  });

  it.each([undefined, 'not-pouring'] as const)('is absent for the label %s', (label) => {
    showButton(label);
    expect(document.querySelector('button')).toBeNull();
  });

  it('says which cup the recording calibrates', () => {
    showButton('hot', cupWith(HOT));
    expect(text()).toBe(home.cup.isReference('Mug'));
  });

  it.each([
    ['cold', HOT, home.cup.hot],
    ['hot', COLD, home.cup.cold],
    ['not-pouring', COLD, home.cup.cold],
    [undefined, COLD, home.cup.cold],
  ] as const)(
    'offers to remove a pour that the label %s contradicts',
    (label, reference, other) => {
      const cup = cupWith(reference);
      showButton(label, cup);
      expect(text()).toContain(other.usedIn('Mug'));
      button(home.cup.removePour(FILE.name, 'Mug'))?.click();
      expect(removePour).toHaveBeenCalledWith(cup, cup.pours[0], FILE.name);
    },
  );

  it.each([
    ['yes', true],
    ['', false],
  ])('asks about a pour that sounds other, answer “%s”', async (returnValue, isConfirmed) => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(() => undefined);
    showButton('hot', cupWith());
    button(home.cup.useNamed(FILE.name))?.click();
    let answer: Promise<boolean> | undefined;
    act(() => {
      answer = addPour.mock.calls[0]?.[3]?.();
    });
    const dialog = document.querySelector('dialog');
    expect(dialog?.textContent).toContain(home.cup.hot.confirm);
    expect(button(home.cup.confirmed)).toBeDefined();
    if (dialog) dialog.returnValue = returnValue;
    act(() => void dialog?.dispatchEvent(new Event('close')));
    expect(await answer).toBe(isConfirmed);
    expect(document.querySelector('dialog')).toBeNull();
  });
});
