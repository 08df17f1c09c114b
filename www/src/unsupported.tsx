/** Shown in place of the page where the browser cannot run it. */
import { PageHeader } from './page-header.tsx';

export function Unsupported({ reason }: { reason: string }) {
  return (
    <>
      <PageHeader page="home" />
      <main>
        <p class="notice" role="alert">
          {reason}
        </p>
      </main>
    </>
  );
}
