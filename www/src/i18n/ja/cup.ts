/** Messages about cups and their known pours. */
import type { HomeMessages } from '../messages.ts';

function knownPours(cold: number, hot: number): string {
  if (hot === 0) return `冷水${cold}件`;
  if (cold === 0) return `お湯${hot}件`;
  return `冷水${cold}件、お湯${hot}件`;
}

export const cup: HomeMessages['cup'] = {
  heading: 'あなたのカップ',
  choiceLabel: '基準にするカップ',
  notCalibrated: '調整なし',
  inUse: (name, cold, hot = 0) => `「${name}」の録音（${knownPours(cold, hot)}）で調整しています。`,
  right: (right, all) =>
    `このカップの録音${all}件中${right}件が正しく判定されます。${right < all ? '静かな部屋でもっと録音してください。' : ''}`,
  /** After a pour of one kind only. */
  addOther: { hot: 'お湯も録音してください。', cold: '冷水も録音してください。' },
  empty: (name) => `「${name}」にはまだ録音がないため、調整していません。`,
  comparedWith: (name, pours) => `「${name}」の録音${pours}件で調整`,
  manage: '自分のカップで調整する',
  explanation:
    '自分のカップに冷水とお湯を注ぐ音を録音してください。多いほど効果的です。同じカップ、同じ部屋、同じマイクの音を基準に判定します。',
  caveat: '結果が不明だったり外れたりすることが多いときに役立ちます。',
  nameLabel: 'カップの名前',
  namePlaceholder: '青いマグ',
  defaultName: 'マイカップ',
  add: '追加',
  noPours: '録音はまだありません。',
  cold: {
    record: '冷水を録音',
    choose: '冷水の録音を使う',
    chooseNamed: (name) => `${name}に冷水の録音を使う`,
    recording: (name) => `「${name}」に冷水を注いでください`,
    pourAdded: (pour, name) => `${pour}を冷水として「${name}」に保存しました。`,
    usedIn: (name) => `「${name}」では冷水として使っています。`,
    soundsOther:
      'お湯のように聞こえますが、このまま使います。冷水でなかったなら削除してください。結果が不正確になります。',
    confirm: 'お湯のように聞こえます。本当に冷水でしたか？',
  },
  hot: {
    record: 'お湯を録音',
    choose: 'お湯の録音を使う',
    chooseNamed: (name) => `${name}にお湯の録音を使う`,
    recording: (name) => `「${name}」にお湯を注いでください`,
    pourAdded: (pour, name) => `${pour}をお湯として「${name}」に保存しました。`,
    usedIn: (name) => `「${name}」ではお湯として使っています。`,
    soundsOther:
      '冷水のように聞こえますが、このまま使います。お湯でなかったなら削除してください。結果が不正確になります。',
    confirm: '冷水のように聞こえます。本当にお湯でしたか？',
  },
  confirmed: 'はい、使います',
  saved: '録音をカップに保存しました。',
  /** After `saved`. */
  back: (name) => `「${name}」に戻る`,
  use: (name) => (name === undefined ? 'これで調整する' : `これで「${name}」を調整する`),
  useNamed: (name) => `${name}で調整する`,
  isReference: (name) => `「${name}」に追加済み`,
  remove: 'カップを削除',
  removeNamed: (name) => `カップを削除：${name}`,
  removeFrom: (name) => `「${name}」から削除`,
  removePour: (pour, name) => `${name}から${pour}を削除`,
  pourRemoved: (name) => `${name}を削除しました。`,
  removed: (name) => `「${name}」を削除しました。`,
  notAPour: '注ぐ音には聞こえませんが、このまま使います。',
  otherModel:
    '古いモデルの録音で、今のモデルでは読めないため、使っていません。録音し直してください。',
  reclassify: (count, name) =>
    `${count}件の結果を${name === undefined ? 'カップなしで' : `「${name}」で`}調べ直す`,
  notSaved: 'このカップを保存できませんでした。ページを閉じると消えます。',
  unsure:
    'どちらとも言えません。スマホをカップから50cmほどの所に置いて、もう一度注いでみてください。',
};
