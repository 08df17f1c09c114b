/** Takes what another app shares: the manifest's `share_target` leads here. */
import { addressWith, type Errand } from './errand.ts';
import { put } from './inbox.ts';
import { SHARED_FILES } from './share-form.ts';

/** Keeps the files for the page, and leads there. Nothing of them is looked at here. */
export async function receive(request: Request, scope: string): Promise<Response> {
  let errand: Errand = 'shared';
  try {
    const form = await request.formData();
    const files = form.getAll(SHARED_FILES).filter((part) => part instanceof File);
    await put({ files: files.filter((file) => !isBlank(file)) });
  } catch {
    // No room on the device, or no form at all.
    errand = 'share-failed';
  }
  // 303, so that a reload does not share again.
  return Response.redirect(addressWith(errand, scope), 303);
}

/** What a form sends for a field in which nothing was chosen. */
function isBlank({ name, size }: File): boolean {
  return name === '' && size === 0;
}
