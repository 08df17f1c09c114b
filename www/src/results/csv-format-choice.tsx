/** Chooses the format of the CSV export. */
import { csv } from '../i18n/index.ts';
import { CSV_FORMAT_NAMES, type CsvFormatName, chooseCsvFormat, csvFormat } from './csv-format.ts';

export function CsvFormatChoice() {
  return (
    <label class="choice">
      {csv.format}
      <select
        value={csvFormat.value}
        onChange={({ currentTarget }) => chooseCsvFormat(currentTarget.value as CsvFormatName)}
      >
        {CSV_FORMAT_NAMES.map((name) => (
          <option key={name} value={name}>
            {csv.formats[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
