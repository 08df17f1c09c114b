/** The frame of the site: header, the current page, footer and the bars at the bottom. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ComparePage } from '../compare/compare-page.tsx';
import { language } from '../i18n/locale.ts';
import { DropCover } from '../input/drop-zone.tsx';
import { UpdateBar } from '../offline/update-bar.tsx';
import { QuizPage } from '../quiz/quiz-page.tsx';
import { focusAndScroll, setDocumentTitle } from '../router/navigation-effects.ts';
import { SettingsButton } from '../settings/settings-dialog.tsx';
import { PageFooter } from '../ui/page-footer.tsx';
import { MAIN_ID, PageHeader, SkipLink } from '../ui/page-header.tsx';
import { SiteNav } from '../ui/site-nav.tsx';
import { UndoBar } from '../ui/undo-bar.tsx';
import { AboutPage } from './about-page.tsx';
import styles from './app.module.css';
import { useApp } from './app-context.ts';
import { GuidePage } from './guide-page.tsx';
import { HomePage } from './home-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';

export function App() {
  const { announcer, appUpdates, isDragging, recorder, router, undo } = useApp();
  const navigation = router.navigation.value;
  const { page } = navigation.route;
  useLayoutEffect(() => setDocumentTitle(navigation), [navigation, language.value]);
  useLayoutEffect(() => focusAndScroll(navigation), [navigation]);
  const isRecording = useMemo(
    () => computed(() => recorder.view.value.phase !== 'idle'),
    [recorder],
  );
  return (
    <>
      <SkipLink />
      <PageHeader page={page}>
        <SiteNav route={navigation.route} isRecording={isRecording} />
        <SettingsButton />
      </PageHeader>
      <main id={MAIN_ID} tabIndex={-1}>
        {/* Hidden, not unmounted, so that a recording in progress continues on other pages. */}
        <div class={styles.page} hidden={page !== 'home'}>
          <HomePage />
        </div>
        {page === 'guide' && <GuidePage />}
        {page === 'quiz' && <QuizPage />}
        {page === 'compare' && <ComparePage />}
        {page === 'about' && <AboutPage />}
        {page === 'unknown' && <NotFoundPage />}
      </main>
      <PageFooter isReady={appUpdates.isReady} />
      <UndoBar undo={undo} />
      <UpdateBar />
      <Announcements text={announcer.text} />
      <DropCover visible={isDragging} />
    </>
  );
}

/** Renders, where a signal as a child would change its text node: see text-node-keeper.ts. */
function Announcements({ text }: { text: ReadonlySignal<string> }) {
  return (
    <p class="visually-hidden" role="status">
      {text.value}
    </p>
  );
}
