/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: recording 録音, pour 注ぐ音, verdict 判定, hot お湯,
 * cold 冷水, unsure 不明, not pouring 注ぐ音なし, chance of hot お湯の確率, chance of cold 冷水の確率,
 * chance of a pour 注ぐ音の確率, spectrogram スペクトログラム, cup カップ, cold pour 冷水の音,
 * cold reference 冷水の基準, model モデル, keep 保存, result 結果, device 端末, Listen 聞く.
 */

import type { VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'お湯',
  cold: '冷水',
  unsure: '不明',
  'not-pouring': '注ぐ音なし',
  failed: '失敗',
};

const sides = { hot: 'お湯', cold: '冷水' };

function coldPours(count: number): string {
  return `冷水の音${count}件`;
}

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'お湯か冷水か、音で聞き分けます。',
    privacy: '録音がこの端末の外に出ることはありません。',
    description:
      '水を注ぐ音の録音をドロップすると、お湯か冷水かがわかります。聞き分けはすべて自分の端末で行われます。',
    noScript:
      'Hot or Coldはこのページの中で録音を聞くため、JavaScriptが必要です。オンにして再読み込みしてください。',
    noSimd:
      'このブラウザは古く、WebAssembly SIMDがないため、音を聞けません。ブラウザを更新するか、Chrome・Edge 111、Firefox 115、Safari 16.4以降を使ってください。',
    noWebAudio:
      'このブラウザにはWeb Audioがないため、録音を開けません。ブラウザを更新するか、最新のChrome、Edge、Firefox、Safariを使ってください。',
  },

  listen: {
    heading: '注ぐ音を聞く',
    /** On the button. */
    start: '聞く',
    cancel: 'キャンセル',
    stop: '停止',
    /** In big type. */
    done: '完了',
    notListening: '停止中',
    starting: '開始中…',
    listening: '聞いています…',
    pouring: '注いでいます…',
    instructions: 'マイクをカップの近くに置き、「聞く」を押して注いでください。自動で止まります。',
    allowMicrophone: 'ブラウザに確認されたら、このページにマイクの使用を許可してください。',
    pourNow: '注いでください。',
    keepPouring: 'そのまま注ぎ続けてください。',
    resultBelow: '録音は下の「判定」に入りました。',
    stoppedAtLimit: '5分たったので停止しました。録音は下の「判定」に入りました。',
    spectrogramPlaceholder: 'ここに音が表示されます。',
    level: '音量',
    description: (length) =>
      `直近${seconds(length)}のリアルタイムのスペクトログラム。右端が最新の音、下が低い音です。`,
    processing: {
      echoCancellation: 'エコー除去',
      noiseSuppression: 'ノイズ抑制',
      autoGainControl: '自動音量調整',
    },
    processingStaysOn: (names) =>
      `この端末では${list(names)}がオンのままです。判定は慎重に受け取ってください。`,
    interrupted: 'この端末でほかのものがマイクを使っています。それが終わると再開します。',
    gap: (length) =>
      `約${seconds(length)}間、音を聞けませんでした。ページが隠れていたか、マイクがほかで使われていました。`,
    afterGap: 'そのまま注ぐか、「停止」を押してください。残りは保存されています。',
    liveResultsStopped:
      'リアルタイムの判定は止まりましたが、録音は続いています。注いでから「停止」を押してください。',
    hints: {
      'too-quiet':
        '音が小さすぎます。マイクをカップに近づけるか、マイクがオンになっているか確認してください。',
      clipping: '音が大きすぎます。マイクをカップから離してください。',
      'no-water': 'まだ注ぐ音が聞こえません。マイクをカップに近づけて、注いでください。',
    },
    announcements: {
      listening: '聞いています。',
      pouring: '注いでいます。',
      verdict: (verdict, { of, probability }) =>
        `ここまでは${home.verdicts[verdict].word}、${home.probabilities.inSentence[of]}は${percent(probability)}です。`,
      stopped: '停止しました。',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'このページではマイクの使用が許可されていないため、アドレスバーかブラウザの設定で許可してから、もう一度「聞く」を押してください。',
      forbidden:
        'このページの配信元か埋め込み元がマイクを使えなくしているため、このページを本来のアドレスで開くか、録音を選んでください。',
      'no-microphone':
        'この端末にはマイクがないため、マイクをつないでもう一度「聞く」を押すか、録音を選んでください。',
      'in-use':
        'ほかのアプリが使っているためか、マイクが応答しないので、そのアプリを閉じてもう一度「聞く」を押してください。',
      unplugged:
        'マイクが外れたかオフになりましたが、それまでに聞いた音は残っているので、もう一度「聞く」を押してください。',
      insecure:
        'ブラウザはhttpsのアドレスのページにしかマイクを使わせないため、このページをhttpsのアドレスで開くか、録音を選んでください。',
      unsupported:
        'このブラウザではその場で音を聞けないため、ブラウザを更新するか、別のアプリで注ぐ音を録音して、その録音を選んでください。',
      'not-started':
        'マイクを開始できなかったため、ページを再読み込みしてもう一度「聞く」を押すか、録音を選んでください。',
    },
  },

  input: {
    heading: '録音',
    choose: '録音を選ぶ',
    chooseFolder: 'フォルダを選ぶ',
    orDrop: 'または、録音やフォルダをこのページのどこかにドロップするか、貼り付けてください',
    formats: 'このブラウザで再生できる音声や動画：m4a、mp3、wav、flac、ogg、mp4、movなど',
    dropNow: 'ここで放すと、聞き始めます',
  },

  temperature: {
    show: { F: '°Fで表示', C: '°Cで表示' },
    estimate: ({ fahrenheit, low, high }, scale) =>
      `約${temperature(fahrenheit, scale)}、おそらく${temperature(low, scale)}から${temperature(high, scale)}の間です。`,
  },

  examples: {
    heading: '手元に録音がないときは',
    recorded: (learned) =>
      `注ぐ音の録音が4つあります。どれかで試してみてください。そのうち${learned}つはモデルの学習に使ったものです。`,
    synthesised:
      '注ぐ音が4つあります。どれかで試してみてください。録音ではなく、実際に注いだ音の測定値をもとに、このページが作った合成音です。',
    kindRecorded: '注ぐ音（録音）',
    kindSynthesised: '注ぐ音（合成）',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: '合成音',
    badgeNote: '録音ではなく、実際に注いだ音の測定値をもとに、このページが作った音です。',
    credit: (author) => `録音：${author}`,
    unavailable: 'この例を読み込めません。接続を確認して、もう一度試してください。',
  },

  range: (hotMin, coldMax, scale) =>
    `お湯は${temperature(hotMin, scale)}以上、冷水は${temperature(coldMax, scale)}以下を指します。その間の温度は、モデルは学んでいません。`,

  results: {
    heading: '判定',
    remove: '削除',
    removeNamed: (name) => `「${name}」を削除`,
    retry: '再試行',
    retryNamed: (name) => `「${name}」を再試行`,
    download: 'ダウンロード',
    downloadNamed: (name) => `「${name}」をダウンロード`,
    details: '技術的な詳細',
    player: (name) => `「${name}」を再生`,
  },

  history: {
    save: '結果をこの端末に保存',
    saved: (count, used) =>
      `${count}件の結果をこの端末だけに保存しています${used === undefined ? '' : `（このページの使用量は${bytes(used)}）`}。`,
    deleteSaved: '保存したものを削除',
    confirmDeleteSaved: (count) =>
      `この端末に保存した${count === 1 ? '結果を' : `${count}件の結果をすべて`}削除しますか？元に戻すことはできません。`,
    confirmDeleteAll: (count) =>
      `${count}件の結果を、この端末に保存したものも含めて、すべて削除しますか？元に戻すことはできません。`,
    removed: (name) => `「${name}」を削除しました。`,
    label: '実際は',
    labelNamed: (name) => `「${name}」は実際は何だったか`,
    labels: { hot: 'お湯', cold: '冷水', 'not-pouring': '注ぐ音なし' },
    audioNotSaved: '音声はもう保存されていません',
    otherModel: (version) => `モデル${version}による判定`,
    recheck: '今のモデルで聞き直す',
    recheckNamed: (name) => `「${name}」を今のモデルで聞き直す`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'プライベートウィンドウなどで、このブラウザはこのページのものを保存しないため、結果が残るのはページを閉じるか再読み込みするまでです。',
      full: 'この端末には結果をこれ以上保存する空きがないため、いくつか削除するか、書き出してください。',
      blocked:
        'このページの古いバージョンを開いている別のタブが、保存した結果を使っているため、ここに表示するには、そのタブを閉じてください。',
      newer:
        '保存した結果は、このページのバージョンでは読めない新しいバージョンのものなので、再読み込みして新しいバージョンにしてください。',
      outdated:
        'このページの新しいバージョンが別のタブで開かれたため、これからも結果を保存するには、このページを再読み込みしてください。',
      broken:
        '今は結果を保存できませんでしたが、このページにあるものは、ページを閉じるまで残ります。',
    },
    unreadable: (count) =>
      `保存した結果のうち${count}件は壊れているため除きましたが、ほかはすべてここにあります。`,
  },

  cup: {
    heading: '自分のカップ',
    choiceLabel: '判定で比べるカップ',
    notCalibrated: '使用中のカップはありません。判定は録音だけで行います。',
    inUse: (name, pours) => `使用中：判定は「${name}」（${coldPours(pours)}）と比べて行います。`,
    empty: (name) => `「${name}」にはまだ冷水の音がありません。判定は録音だけで行います。`,
    comparedWith: (name, pours) => `自分のカップ「${name}」（${coldPours(pours)}）と比較`,
    manage: 'カップと冷水の音',
    explanation:
      '自分のカップに冷水を1回以上注いでおくと、判定のときにその音と比べます。同じカップ、同じ部屋、同じマイクでの比較になります。',
    caveat:
      '1台のスマートフォンを使い、ほとんどを1軒の家で録った私たちの録音では、判定がわずかに悪くなりました。それとは違うキッチンやスマートフォンのための機能です。判定が不明だったり間違ったりするときに試してください。',
    nameLabel: '新しいカップ',
    namePlaceholder: '青いマグカップ',
    defaultName: 'マイカップ',
    add: 'カップを追加',
    noPours: '冷水の音はまだありません。',
    record: '冷水の音を録音',
    choose: '録音を選ぶ',
    chooseNamed: (name) => `「${name}」の冷水の音の録音を選ぶ`,
    recording: (name) => `カップ「${name}」の冷水の音：冷水を注いでください`,
    saved: '冷水の音は下のカップに入りました。',
    pourAdded: (pour, name) => `「${pour}」を「${name}」の冷水の音にしました。`,
    use: (name) => (name === undefined ? '冷水の基準にする' : `「${name}」の冷水の基準にする`),
    useNamed: (name) => `「${name}」を冷水の基準にする`,
    isReference: (name) => `「${name}」の冷水の基準`,
    removePour: (pour, name) => `「${name}」から「${pour}」を削除`,
    pourRemoved: (name) => `「${name}」をカップから削除しました。`,
    removed: (name) => `カップ「${name}」を削除しました。`,
    notAPour: '注ぐ音には聞こえませんが、そのまま使います。',
    soundsHot:
      'お湯の音に聞こえますが、そのまま使います。水でなかった場合は削除してください。判定が誤ります。',
    otherModel: '別のモデルが聞いた音で、今のモデルでは聞けなかったため、使いません。',
    reclassify: (count, name) =>
      `下の${count}件を${name === undefined ? 'カップなしで' : `「${name}」と比べて`}判定し直す`,
    notSaved: 'このカップは保存できませんでした。ページを閉じるまでは使えます。',
  },

  undo: {
    heading: '元に戻す',
    button: '元に戻す',
    restored: '元に戻しました。',
    announcement: (sentence, length) =>
      `${sentence}${length}秒以内なら、ページの末尾で元に戻せます。`,
  },

  confirm: {
    cancel: 'キャンセル',
  },

  batch: {
    progress: (done, all) => `${all}件中${done}件`,
    meter: '録音全体の進み具合',
    cancelAll: 'すべてキャンセル',
    retryFailed: '失敗をすべて再試行',
    deleteAll: 'すべて削除',
  },

  summary: {
    heading: 'まとめ',
    count: (of, number) => `${summaryWords[of]}${number}件`,
    table: 'すべての録音とその判定',
    columns: {
      name: '録音',
      verdict: '判定',
      hot: 'お湯の確率',
      pouring: '注ぐ音の確率',
      seconds: '長さ',
      label: '実際',
    },
    failed: '失敗',
    pending: '判定前',
    unknown: '–',
    exportCsv: 'CSVで書き出す',
    exportJson: 'JSONで書き出す',
  },

  progress: {
    waiting: '待機中…',
    decoding: '録音を開いています…',
    classifying: '聞いています…',
    meter: (name) => `「${name}」の進み具合`,
  },

  verdicts: {
    hot: { word: 'お湯', sentence: 'お湯の音が聞こえます。' },
    cold: { word: '冷水', sentence: '冷水の音が聞こえます。' },
    unsure: {
      word: '不明',
      sentence: '注ぐ音は聞こえますが、お湯とも冷水とも言えません。',
    },
    'not-pouring': {
      word: '注ぐ音なし',
      sentence: '水を注ぐ音には聞こえません。',
    },
  },

  probabilities: {
    hot: 'お湯の確率',
    cold: '冷水の確率',
    pouring: '注ぐ音の確率',
    inSentence: { hot: 'お湯の確率', cold: '冷水の確率', pouring: '注ぐ音の確率' },
    sentence: ({ of, probability }) => `${home.probabilities[of]}は${percent(probability)}です。`,
  },

  spectrogram: {
    caption: 'モデルが見たスペクトログラム',
    loudness: '音の大きさ（dB）',
    description: (length, lowest, highest, strongest) =>
      `${seconds(length)}のスペクトログラム。下端が${lowest}、上端が${highest}で、最も強いのは${strongest}付近です。`,
  },

  overTime: {
    hot: 'お湯',
    cold: '冷水',
    notPouring: '注ぐ音なし',
    description: (heard, length, least, most) =>
      heard === 0
        ? `この${seconds(length)}に注ぐ音は聞こえません。`
        : `お湯の確率の推移：${seconds(length)}のうち注ぐ音に聞こえる${seconds(heard)}で、${percent(least)}から${percent(most)}まで。`,
    seek: (name) => `「${name}」の再生位置`,
    position: (at, length) => `${seconds(length)}中${seconds(at)}`,
  },

  saliency: {
    show: '判定の決め手を表示',
    hide: '判定の決め手を隠す',
    named: (label, name) => `${label}：${name}`,
    working: (fraction) => `部分を1つずつ除いて聞き直しています：${Math.round(fraction * 100)}%`,
    forHot: 'お湯らしい',
    forCold: '冷水らしい',
    /** `share` of what decided speaks for `side`; the strongest part is where it says. */
    description: (side, share, at, frequency) =>
      `決め手の${percent(share)}は${sides[side]}らしさを示し、最も強いのは録音の${seconds(at)}の位置、${frequency}付近です。`,
    nothing: 'それだけで決め手になった部分はありません。',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      `${name}：${home.verdicts[verdict].word}、${home.probabilities.inSentence[of]}は${percent(probability)}。`,
    notPouring: (name) => `${name}：${home.verdicts['not-pouring'].word}。`,
    batch: (counts) => `すべて完了しました：${counts.join('、')}。`,
    failure: (name, sentence) => `${name}：${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'このファイルは空なので、録音し直すか、書き出し直してください。',
    unreadable: 'このファイルは読み取れないため、移動や変更をしたのであれば、選び直してください。',
    'empty-folder':
      'このフォルダには録音がないため、別のフォルダを選ぶか、フォルダを開いてファイルを選んでください。',
    'too-big': (size, limit) =>
      `このファイルは${bytes(size)}で、開けるのは${bytes(limit)}までなので、注ぐ音の部分を切り出してください。`,
    'too-long': 'この録音は長すぎてブラウザでは開けないため、注ぐ音の部分を切り出してください。',
    'bad-sample-rate': (rate) =>
      `この録音は1秒あたり${count(rate)}サンプルとなっていて、このブラウザでは開けないため、48,000で書き出し直してください。`,
    undecodable:
      'このブラウザでは、このファイルから再生できる音が見つからないため、m4a、mp3、wavのどれかで書き出し直してください。',
    'no-samples': 'この録音には音がまったく入っていない（0サンプル）ため、録音し直してください。',
    'no-sound-track':
      'この動画には、このブラウザで再生できる音がないため、音の入った動画を選んでください。',
    crashed:
      'この録音で、ページの聞き取り部分が止まって起動し直されたため、再試行するか、録音を書き出し直してください。',
    'not-loaded':
      'ページの聞き取り部分を読み込めなかったため、接続を確認してから、再試行するか録音を選び直してください。',
    'audio-gone': 'この録音の音声はもうこの端末に保存されていないため、録音を選び直してください。',
    cancelled: 'この録音は判定の前にキャンセルされたため、判定するには再試行してください。',
  },

  /** Why the core refuses a recording; the numbers are the fields of src/error.rs. */
  refusals: {
    'no-samples': () =>
      'この録音には音がまったく入っていない（0サンプル）ため、録音し直してください。',
    'bad-channels': () =>
      'この録音のチャンネルは互いに合わないため、モノラルかステレオで書き出し直してください。',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `この録音は1秒あたり${count(rate)}サンプルとなっていて、扱えるのは${count(min)}から${count(max)}までなので、たとえば48,000で書き出し直してください。`,
    'not-sound': ({ value = Number.NaN, seconds: at = 0 }) =>
      `この録音には音ではない値（${seconds(at)}の位置のサンプル${Number.isFinite(value) ? `、値は${value}` : ''}）が含まれているため、書き出し直してください。`,
    silent: () =>
      'この録音は無音なので、マイクがオンになっていて、ミュートされていないか確認してください。',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `この録音は${seconds(length, 2)}しかなく、判定には注ぐ音が少なくとも${seconds(min)}必要です。`,
    'too-long': ({ max_hours = 0 }) =>
      `この録音は${count(max_hours)}時間を超えているため、注ぐ音の部分を切り出してください。`,
    'no-reference': () => '基準になる録音がないため、まずカップに冷水を注ぐ音を録音してください。',
    'foreign-reference': () =>
      'この基準は今のモデルで作られたものではないため、冷水の音を録音し直してください。',
    model: () =>
      'モデルを使えないため、ページを再読み込みするか、プログラムをインストールし直してください。',
  },

  language: {
    label: '言語',
    unavailable: 'この言語を今は読み込めません。接続を確認して、もう一度試してください。',
  },

  footer: {
    licences: `コードはMITライセンスです。モデルはChris Jeakleの録音で学習しました（[CC BY-SA 2.0](${CC_BY_SA})）。`,
    versions: (app, model) => `バージョン${app}、モデル${model}`,
  },
};
