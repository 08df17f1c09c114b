import { Licence } from './licence.tsx';
import { modelVersion } from './model-facts.ts';
import { strings } from './strings.ts';

export function PageFooter() {
  const { code, model, modelLicence, versions } = strings.footer;
  return (
    <footer class="page-footer">
      <p>
        {code} {model} <Licence name={modelLicence} />.
      </p>
      <p>{versions(__APP_VERSION__, modelVersion)}</p>
    </footer>
  );
}
