/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing: 録音 (recording), 注ぐ (pour), 注ぐ音 (sound of a pour), 結果 (result), 判定
 * (verdict), お湯, 冷水, 不明 (unsure), 注ぐ音なし (no pour heard), 確率 (chance), カップ (cup), 冷水の録音
 * (cold pour), 保存 (save), 調べる (check), 端末 (device), 聞く (Listen).
 */
import type { FileKind } from '../../../wasm/hot_or_cold_decoder.js';
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import {
  bytes,
  count,
  list,
  percent,
  progress,
  seconds,
  temperature,
  temperatureRange,
} from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';
import { cup } from './cup.ts';
import { pours } from './pours.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'お湯',
  cold: '冷水',
  unsure: '不明',
  'not-pouring': '注ぐ音なし',
  failed: '失敗',
};

const sides = { hot: 'お湯', cold: '冷水' };

const fileKinds: Record<FileKind, string> = {
  picture: '画像',
  document: '文書',
  archive: '圧縮ファイル',
  program: 'プログラム',
};

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'お湯？それとも冷水？ 注ぐ音でスマホが聞き分けます。',
    privacy: '録音が端末の外に出ることはありません。',
    description: '注ぐ音から、お湯か冷水かがわかります。処理はすべてあなたの端末の中で行われます。',
    noScript:
      'Hot or Coldはこのページの中で動くため、JavaScriptが必要です。オンにして再読み込みしてください。',
    noSimd:
      'このブラウザは古く、WebAssembly SIMDに対応していません。更新するか、Chrome・Edge 111、Firefox 115、Safari 16.4以降をお使いください。',
    noWebAudio:
      'このブラウザはWeb Audioに対応していないため、録音を開けません。更新するか、最新のChrome、Edge、Firefox、Safariをお使いください。',
  },

  listen: {
    heading: '注ぐ音を聞く',
    /** On the button. */
    start: '聞く',
    again: 'もう一度聞く',
    cancel: 'キャンセル',
    stop: '停止',
    /** In big type. */
    done: '完了',
    notListening: '停止中',
    starting: '準備中…',
    listening: '聞いています…',
    pouring: '注いでいます…',
    stillListening: 'まだ聞いています…',
    instructions: 'タップして、50cmほど離して注いでください。',
    allowMicrophone: 'ブラウザに確認されたら、マイクを許可してください。',
    pourNow: '注いでください。',
    keepPouring: 'そのまま注いでください。',
    details: '詳細',
    stoppedAtLimit: '5分たったので止めました。',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure:
        '最初はお湯のように聞こえましたが、その後どちらとも言えなくなりました。もう一度注いで確かめてください。',
      coldToUnsure:
        '最初は冷水のように聞こえましたが、その後どちらとも言えなくなりました。もう一度注いで確かめてください。',
      hotToCold: '最初はお湯のように聞こえましたが、全体では冷水のように聞こえます。',
      coldToHot: '最初は冷水のように聞こえましたが、全体ではお湯のように聞こえます。',
    },
    description: (length) =>
      `直近${seconds(length)}のライブのスペクトログラム。右が最新、下が低い音です。`,
    processing: {
      echoCancellation: 'エコー除去',
      noiseSuppression: 'ノイズ抑制',
      autoGainControl: '自動音量調整',
    },
    processingStaysOn: (names) =>
      `この端末では${list(names)}をオフにできないため、結果が不正確になることがあります。`,
    interrupted: 'ほかのアプリがマイクを使っています。空きしだい再開します。',
    gap: (length) =>
      `約${seconds(length)}が抜けました。ページが裏に回っていたか、ほかのアプリがマイクを使っていました。`,
    afterGap: 'そのまま注ぐか、「停止」を押してください。ほかの部分は保存されています。',
    liveResultsStopped:
      '途中経過は止まりましたが、録音は続いています。注ぎ終えたら「停止」を押してください。',
    hints: {
      'too-quiet':
        '音が小さすぎます。マイクをカップに近づけるか、オンになっているか確かめてください。',
      clipping: '音が大きすぎます。マイクをカップから離してください。',
      'no-water': 'まだ注ぐ音が聞こえません。カップに近づけて注いでください。',
    },
    announcements: {
      listening: '聞いています。',
      pouring: '注いでいます。',
      verdict: (verdict, probability) =>
        `今のところ${sides[verdict]}、確率は${percent(probability)}です。`,
      stopped: '停止しました。',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'マイクがブロックされているので、アドレスバーかブラウザの設定で許可してから、もう一度「聞く」を押してください。',
      forbidden:
        'ここではこのサイトがマイクを使えないので、別のタブで開くか、録音を選んでください。',
      'no-microphone':
        'この端末にはマイクがないので、つないでからもう一度「聞く」を押すか、録音を選んでください。',
      'in-use':
        'マイクが応答しません（ほかのアプリが使っている可能性があります）ので、そのアプリを閉じて、もう一度「聞く」を押してください。',
      unplugged:
        'マイクが抜かれたかオフになりましたが、それまでの録音は保存されているので、もう一度「聞く」を押せます。',
      insecure:
        'ブラウザがマイクを許可するのはHTTPSだけなので、このページをhttpsのアドレスで開くか、録音を選んでください。',
      unsupported:
        'このブラウザではその場で聞けないので、更新するか、ほかのアプリで録音して、その録音を選んでください。',
      'not-started':
        'マイクを起動できなかったので、ページを再読み込みしてもう一度「聞く」を押すか、録音を選んでください。',
    },
  },

  input: {
    heading: '録音',
    choose: '録音を選ぶ',
    chooseFolder: 'フォルダを選ぶ',
    orDrop: 'ファイルやフォルダをこのページにドラッグするか、貼り付けてもかまいません',
    formats: 'ほとんどの音声や動画に対応：m4a、mp3、wav、mp4…',
    dropNow: 'ドロップして聞く',
  },

  temperature: {
    details: '詳細',
    show: { F: '°Fで表示', C: '°Cで表示' },
    estimate: ({ low, high }, scale) => `およそ${temperatureRange(low, high, scale)}です。`,
  },

  examples: {
    heading: 'やかんがなくても、例で試せます',
    try: '例を試す',
    recorded: (learned) => `どれも実際の録音です。うち${learned}件はモデルの学習に使われました。`,
    synthesised: 'コンピュータで作った音です。',
    notSaved: '例の結果は保存されません。',
    kindRecorded: '実際の録音',
    kindSynthesised: '作った音',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'コンピュータで作成',
    badgeNote: '実際の音の測定値をもとに、このページが作りました。',
    credit: (author) => `録音：${author}`,
    unavailable: 'この例を読み込めませんでした。接続を確かめて、もう一度お試しください。',
  },

  range: (hotMin, coldMax, scale) =>
    `お湯は${temperature(hotMin, scale)}以上、冷水は${temperature(coldMax, scale)}以下のことです。その間の温度は、モデルの学習に入っていません。`,

  results: {
    heading: '結果',
    remove: '削除',
    removeNamed: (name) => `${name}を削除`,
    retry: '再試行',
    retryNamed: (name) => `${name}を再試行`,
    download: 'ダウンロード',
    downloadNamed: (name) => `${name}をダウンロード`,
    details: '技術的な詳細',
    player: (name) => `${name}を再生`,
  },

  history: {
    save: '結果をこの端末に保存する',
    saved: (count, used) =>
      `${count}件の結果を、この端末だけに保存しています${used === undefined ? '' : `（${bytes(used)}使用）`}。`,
    deleteSaved: '保存した結果を削除',
    confirmDeleteSaved: (count) => `保存した${count}件の結果を削除しますか？ 元には戻せません。`,
    confirmDeleteAll: (count) =>
      `${count}件の結果と、保存した録音をすべて削除しますか？ 元には戻せません。`,
    removed: (name) => `${name}を削除しました。`,
    label: '本当は何でしたか？',
    labelNamed: (name) => `${name}は本当は何だったか`,
    labels: { hot: 'お湯', cold: '冷水', 'not-pouring': 'それ以外' },
    audioNotSaved: '音声は保存されていません',
    otherModel: (version) => `モデル${version}の結果`,
    recheck: '今のモデルで調べ直す',
    recheckNamed: (name) => `${name}を今のモデルで調べ直す`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'このブラウザではここに保存できないため（プライベートウィンドウかもしれません）、ページを閉じるか再読み込みすると結果は消えます。',
      full: 'この端末には結果を保存する空きがないので、いくつか削除するか、書き出してください。',
      blocked:
        '別のタブでこのページの古いバージョンが開いているので、それを閉じると、保存した結果がここに表示されます。',
      newer:
        '保存した結果はこのページの新しいバージョンのものなので、再読み込みしてそのバージョンにしてください。',
      outdated:
        '別のタブでこのページの新しいバージョンが開いているので、保存を続けるにはこのページを再読み込みしてください。',
      broken: '今は保存できませんでしたが、ページを閉じるまで結果はここに残ります。',
    },
    unreadable: (count) =>
      `保存した結果のうち${count}件が壊れていたため、除きました。ほかはすべてあります。`,
  },

  cup,

  undo: {
    heading: '元に戻す',
    button: '元に戻す',
    restored: '元に戻しました。',
    announcement: (sentence, length) =>
      `${sentence}${length}秒以内なら、ページの最後で元に戻せます。`,
  },

  confirm: {
    cancel: 'キャンセル',
  },

  batch: {
    progress: (done, all) => `${all}件中${done}件`,
    meter: 'すべての録音の進み具合',
    cancelAll: 'すべてキャンセル',
    retryFailed: '失敗をすべて再試行',
    deleteAll: 'すべて削除',
  },

  summary: {
    heading: 'まとめ',
    count: (of, number) => `${summaryWords[of]} ${number}`,
    all: (number) => `すべて ${number}`,
    filter: '表示',
    sortBy: '並べ替え',
    newestFirst: '新しい順',
    reverse: '逆順',
    table: '結果の表',
    columns: {
      name: '録音',
      verdict: '判定',
      hot: 'お湯の確率',
      pouring: '注ぐ音の確率',
      seconds: '長さ',
      label: '正解',
    },
    failed: '失敗',
    pending: '待機中',
    unknown: '–',
    export: '書き出し',
    exportTable: (count) => `全${count}件を書き出す`,
    exportCsv: 'すべての列（プログラム用）',
    exportJson: 'JSON（プログラム用）',
  },

  progress: {
    waiting: '待機中…',
    decoding: '録音を開いています…',
    classifying: '調べています…',
    meter: (name) => `${name}の進み具合`,
  },

  verdicts: {
    hot: { word: 'お湯', sentence: 'お湯のようです。' },
    cold: { word: '冷水', sentence: '冷水のようです。' },
    unsure: {
      word: '不明',
      sentence: 'どちらとも言えません。同じカップに冷水を注いで、その音で調整してみてください。',
    },
    'not-pouring': {
      word: '注ぐ音なし',
      sentence: '注いだのなら、マイクをカップに近づけてもう一度お試しください。',
    },
  },

  pours,

  probabilities: {
    hot: 'お湯の確率',
    cold: '冷水の確率',
    pouring: '注ぐ音の確率',
    /** Before the percentage. */
    inSentence: { hot: 'お湯の確率', cold: '冷水の確率', pouring: '注ぐ音の確率' },
    sentence: ({ of, probability }) => `${home.probabilities[of]}は${percent(probability)}です。`,
  },

  spectrogram: {
    caption: 'モデルが見たもの',
    loudness: '音の大きさ（dB）',
    description: (length, lowest, highest, strongest) =>
      `${seconds(length)}のスペクトログラム。下の端が${lowest}、上の端が${highest}で、${strongest}付近が最も強くなっています。`,
  },

  overTime: {
    notPouring: '注ぐ音なし',
    description: (pouringSeconds, length, least, most) =>
      pouringSeconds === 0
        ? `この${seconds(length)}に注ぐ音はありません。`
        : `時間ごとのお湯の確率：${seconds(length)}のうち注ぐ音が聞こえる${seconds(pouringSeconds)}で、${percent(least)}から${percent(most)}。`,
    seek: (name) => `${name}の再生位置`,
    position: (at, length) => `${seconds(length)}中${seconds(at)}`,
  },

  saliency: {
    caption: '判定の決め手',
    show: 'なぜ？',
    hide: '理由を隠す',
    named: (label, name) => `${label} ${name}`,
    working: (fraction) => `部分ごとに調べています：${progress(fraction)}`,
    forHot: 'お湯らしい',
    forCold: '冷水らしい',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side, share, at, frequency) =>
      `手がかりの${percent(share)}が${sides[side]}を示し、最も強いのは${seconds(at)}、${frequency}付近です。`,
    nothing: '特に目立つ部分はありません。',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      verdict === 'unsure'
        ? `${name}：不明、${home.probabilities.inSentence[of]}は${percent(probability)}。`
        : `${name}：${sides[verdict]}、確率は${percent(probability)}。`,
    notPouring: (name) => `${name}：注ぐ音なし。`,
    batch: (counts) => `すべて終わりました：${counts.join('、')}。`,
    withName: (name, sentence) => `${name}：${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'このファイルは空なので、録音し直すか、もう一度書き出してください。',
    unreadable: 'このファイルを読み込めないので、移動や変更をした場合は、もう一度選んでください。',
    'empty-folder':
      'このフォルダには録音がないので、別のフォルダを選ぶか、開いてファイルを選んでください。',
    'too-big': (size, limit) =>
      `このファイルは${bytes(size)}で、上限の${bytes(limit)}を超えているので、注いでいる部分だけを切り出してください。`,
    'too-long':
      'この録音はブラウザで開くには長すぎるので、注いでいる部分だけを切り出してください。',
    'bad-sample-rate': (rate) =>
      `この録音のサンプルレート（${count(rate)} Hz）はブラウザで開けないので、${count(48_000)} Hzで書き出し直してください。`,
    undecodable:
      'ブラウザで読める音声がこのファイルにないので、m4a、mp3、wavのどれかで書き出し直してください。',
    'no-samples': 'この録音には音がない（0サンプル）ので、録音し直してください。',
    'no-sound-track': 'ブラウザで読める音声がこの動画にないので、音の入った動画を選んでください。',
    crashed: 'この録音で問題が起きて再起動したので、再試行するか、録音を書き出し直してください。',
    'not-loaded':
      'このページの一部を読み込めなかったので、接続を確かめてから再試行するか、録音を選び直してください。',
    'audio-gone': 'この録音の音声はもう端末に保存されていないので、録音を選び直してください。',
    cancelled: 'この録音はキャンセルされたので、調べるには再試行してください。',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () => 'この録音には音がない（0サンプル）ので、録音し直してください。',
    'bad-channels': () =>
      'この録音のチャンネルどうしが合わないので、モノラルかステレオで書き出し直してください。',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `この録音のサンプルレートは${count(rate)} Hzで、使えるのは${count(min)}～${count(max)} Hzなので、${count(48_000)} Hzなどで書き出し直してください。`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `この録音には音ではない値（${seconds(at)}の${count(value)}）が含まれているので、書き出し直してください。`,
    silent: () =>
      'この録音は無音なので、マイクがオンで、ミュートになっていなかったか確かめてください。',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `この録音は${seconds(length, 2)}しかないので、${seconds(min)}以上注いでください。`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `この録音は${count(hours)}時間を超えているので、注いでいる部分だけを切り出してください。`,
    'no-reference': () =>
      '基準の録音がないので、先にカップに冷水かお湯を注ぐ音を録音してください。',
    'foreign-reference': () =>
      'この基準は別のモデルで作られたものなので、もう一度録音してください。',
    model: () =>
      'モデルを読み込めないので、ページを再読み込みするか、プログラムを入れ直してください。',
  },

  /** What decoder/src/error.rs says in English. */
  decodeErrors: {
    'not-audio': ({ kind }) =>
      `このファイルは録音ではなく${fileKinds[kind]}なので、音声か動画のファイルを選んでください。`,
    'unsupported-format': ({ format }) =>
      `このファイルの形式（${format}）はここでは読めないので、m4a、mp3、flac、wavのどれかで書き出し直してください。`,
    'unsupported-codec': ({ codec }) =>
      `このファイルの音声（${codec}）はここでは読めないので、m4a、mp3、flac、wavのどれかで書き出し直してください。`,
    'unknown-codec': () =>
      'このファイルの音声は知らない形式なので、m4a、mp3、flac、wavのどれかで書き出し直してください。',
    encrypted: () => 'このファイルはコピー防止されているので、別のファイルを選んでください。',
    'cut-off': () =>
      'このファイルは途中で切れていて音声を読めないので、コピーし直すか、もう一度書き出してください。',
    damaged: () =>
      'このファイルは壊れていて音声を読めないので、コピーし直すか、もう一度書き出してください。',
    'too-many-channels': ({ channels, codec, max }) =>
      `この録音（${codec}）には${count(channels)}個のチャンネルがあり、ここで読めるのは${count(max)}個までなので、モノラルかステレオで書き出し直してください。`,
    'format-changes': () =>
      'この録音は途中でサンプルレートかチャンネル数が変わるので、書き出し直してください。',
  },

  language: {
    label: '言語',
    unavailable: 'この言語を読み込めませんでした。接続を確かめて、もう一度お試しください。',
  },

  footer: {
    licences: `コードはMITライセンス。モデルはChris Jeakleの録音で学習、[CC BY-SA 2.0](${CC_BY_SA})。`,
    versions: (app, model) => `バージョン ${app}、モデル ${model}`,
  },
};
