/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { NavigationPage } from '../../router/route.ts';
import { home } from './home.ts';

export const pages = {
  skip: 'Skip to the content',
  nav: 'Pages',
  contents: 'On this page',
  names: {
    home: 'Listen',
    guide: 'Guide',
    quiz: 'Quiz',
    about: 'About',
  } satisfies Record<NavigationPage, string>,
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '(listening now)',
  home: home.page.title,
  /** Title of the browser tab. */
  title: (heading: string) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Page not found',
    sentence: 'There’s nothing at this address. [Go to the start page](#/).',
  },
  footer: {
    accuracy: (percent: string, right: string, of: string) =>
      `In kitchens the model had never heard, ${percent} of its hot and cold verdicts were right (${right} of ${of}). [How far can you trust it?](#/about)`,
    guide: '[How to record a good pour](#/guide)',
  },
};
