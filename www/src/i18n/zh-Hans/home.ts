/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing: 录音 (recording), 倒水 (pour), 倒水声 (sound of a pour), 结果 (result), 判断
 * (verdict), 热水, 冷水, 不确定 (unsure), 没听到倒水 (no pour heard), 可能性 (chance), 杯子 (cup), 冷水录音
 * (cold pour), 保存 (save), 检测 (check), 设备 (device), 聆听 (Listen).
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
  hot: '热水',
  cold: '冷水',
  unsure: '不确定',
  'not-pouring': '没听到倒水',
  failed: '失败',
};

const sides = { hot: '热水', cold: '冷水' };

const fileKinds: Record<FileKind, string> = {
  picture: '图片',
  document: '文档',
  archive: '压缩包',
  program: '程序',
};

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: '热的还是冷的？倒一倒，手机一听就知道。',
    privacy: '录音绝不会离开你的设备。',
    description: '听倒水的声音，就能知道水是热是冷。一切都在你的设备上完成。',
    noScript: 'Hot or Cold 在本页中运行，需要 JavaScript。请启用后重新加载。',
    noSimd:
      '这个浏览器太旧，不支持 WebAssembly SIMD。请更新浏览器，或使用 Chrome 或 Edge 111、Firefox 115、Safari 16.4 及更高版本。',
    noWebAudio:
      '这个浏览器不支持 Web Audio，无法打开录音。请更新浏览器，或使用最新的 Chrome、Edge、Firefox 或 Safari。',
  },

  listen: {
    heading: '听倒水声',
    /** On the button. */
    start: '聆听',
    again: '再听一次',
    cancel: '取消',
    stop: '停止',
    /** In big type. */
    done: '完成',
    notListening: '已停止',
    starting: '正在启动…',
    listening: '正在聆听…',
    pouring: '正在倒水…',
    stillListening: '仍在聆听…',
    instructions: '点一下，在约 50 厘米外倒水。',
    allowMicrophone: '如果浏览器询问，请允许使用麦克风。',
    pourNow: '现在倒水吧。',
    keepPouring: '继续倒。',
    details: '详情',
    stoppedAtLimit: '已满 5 分钟，自动停止。',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure: '一开始听起来像热水，后来冷热都有可能。请再倒一次确认。',
      coldToUnsure: '一开始听起来像冷水，后来冷热都有可能。请再倒一次确认。',
      hotToCold: '一开始听起来像热水，但整体听起来像冷水。',
      coldToHot: '一开始听起来像冷水，但整体听起来像热水。',
    },
    description: (length) => `最近${seconds(length)}的实时声谱图：右边最新，下方是低音。`,
    processing: {
      echoCancellation: '回声消除',
      noiseSuppression: '降噪',
      autoGainControl: '自动增益',
    },
    processingStaysOn: (names) => `你的设备无法关闭${list(names)}，结果可能不太可靠。`,
    interrupted: '另一个应用正在使用麦克风。麦克风空出来后会继续聆听。',
    gap: (length) => `漏掉了大约${seconds(length)}：页面在后台，或麦克风被其他应用占用了。`,
    afterGap: '请继续倒水，或按“停止”。其余部分已保存。',
    liveResultsStopped: '实时结果已中断，但仍在录音。请倒完水，再按“停止”。',
    hints: {
      'too-quiet': '声音太小：请把麦克风移近杯子，或检查麦克风是否打开。',
      clipping: '声音太大：请把麦克风移远一些。',
      'no-water': '还没听到倒水声：请靠近杯子再倒。',
    },
    announcements: {
      listening: '正在聆听。',
      pouring: '正在倒水。',
      verdict: (verdict, probability) => `目前是${sides[verdict]}，可能性${percent(probability)}。`,
      stopped: '已停止。',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied: '麦克风权限已被阻止；请在地址栏或浏览器设置中允许，然后再按“聆听”。',
      forbidden: '本网站在这里不能使用麦克风；请在单独的标签页中打开，或选择录音。',
      'no-microphone': '这台设备没有麦克风；请接上麦克风后再按“聆听”，或选择录音。',
      'in-use': '麦克风没有响应（可能正被其他应用占用）；请关闭那个应用，再按“聆听”。',
      unplugged: '麦克风被拔掉或关闭了；之前的录音已保存，你可以再按“聆听”。',
      insecure: '浏览器只允许通过 HTTPS 使用麦克风；请打开本页的 https 地址，或选择录音。',
      unsupported: '这个浏览器不能实时聆听；请更新浏览器，或用其他应用录音后再选择录音。',
      'not-started': '麦克风无法启动；请重新加载页面后再按“聆听”，或选择录音。',
    },
  },

  input: {
    heading: '你的录音',
    choose: '选择录音',
    chooseFolder: '选择文件夹',
    orDrop: '也可以把文件或文件夹拖到页面任意位置，或者粘贴',
    formats: '大多数音频和视频文件都可以：m4a、mp3、wav、mp4…',
    dropNow: '松开即可聆听',
  },

  temperature: {
    details: '详情',
    show: { F: '显示 °F', C: '显示 °C' },
    estimate: ({ low, high }, scale) => `大约 ${temperatureRange(low, high, scale)}。`,
  },

  examples: {
    heading: '手边没有水壶？试试示例',
    try: '试试示例',
    recorded: (learned) => `这些都是真实的录音，其中 ${learned} 段用来训练过模型。`,
    synthesised: '这些声音由电脑生成。',
    notSaved: '示例结果不会保存。',
    kindRecorded: '真实录音',
    kindSynthesised: '电脑生成',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: '电脑生成',
    badgeNote: '由本页根据真实倒水声的测量数据生成。',
    credit: (author) => `录音：${author}`,
    unavailable: '无法加载这个示例；请检查网络连接，然后重试。',
  },

  range: (hotMin, coldMax, scale) =>
    `热水指 ${temperature(hotMin, scale)} 及以上，冷水指 ${temperature(coldMax, scale)} 及以下。模型没有用中间的温度训练过。`,

  results: {
    heading: '结果',
    remove: '移除',
    removeNamed: (name) => `移除 ${name}`,
    retry: '重试',
    retryNamed: (name) => `重试 ${name}`,
    download: '下载',
    downloadNamed: (name) => `下载 ${name}`,
    details: '技术详情',
    player: (name) => `播放 ${name}`,
  },

  history: {
    save: '在这台设备上保存结果',
    saved: (count, used) =>
      `${count} 个结果只保存在这台设备上${used === undefined ? '' : `（占用 ${bytes(used)}）`}。`,
    deleteSaved: '删除已保存的结果',
    confirmDeleteSaved: (count) => `要删除已保存的 ${count} 个结果吗？删除后无法恢复。`,
    confirmDeleteAll: (count) => `要删除全部 ${count} 个结果及其保存的录音吗？删除后无法恢复。`,
    removed: (name) => `已移除 ${name}。`,
    label: '实际是什么？',
    labelNamed: (name) => `${name} 实际是什么`,
    labels: { hot: '热水', cold: '冷水', 'not-pouring': '其他声音' },
    audioNotSaved: '音频已不再保存',
    otherModel: (version) => `由模型 ${version} 检测`,
    recheck: '用当前模型重新检测',
    recheckNamed: (name) => `用当前模型重新检测 ${name}`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent: '这个浏览器无法在此保存数据（可能是无痕窗口）；关闭或重新加载页面后，结果会消失。',
      full: '这台设备没有空间保存更多结果；请移除一些，或将它们导出。',
      blocked: '另一个标签页打开着本页的旧版本；关闭它，就能在这里看到已保存的结果。',
      newer: '已保存的结果来自本页的新版本；请重新加载以更新到该版本。',
      outdated: '另一个标签页打开了本页的新版本；请重新加载本页，以便继续保存结果。',
      broken: '刚才没能保存；在关闭页面之前，结果都会留在这里。',
    },
    unreadable: (count) => `${count} 个保存的结果已损坏，未显示。其余的都在这里。`,
  },

  cup,

  undo: {
    heading: '撤销',
    button: '撤销',
    restored: '已恢复。',
    announcement: (sentence, length) => `${sentence}你可以在 ${length} 秒内到页面末尾撤销。`,
  },

  confirm: {
    cancel: '取消',
  },

  batch: {
    progress: (done, all) => `${done}/${all}`,
    meter: '全部录音的进度',
    cancelAll: '全部取消',
    retryFailed: '重试所有失败项',
    deleteAll: '全部删除',
  },

  summary: {
    heading: '汇总',
    count: (of, number) => `${number} 段${summaryWords[of]}`,
    all: (number) => `全部 ${number} 段`,
    filter: '显示',
    sortBy: '排序',
    newestFirst: '最新优先',
    reverse: '倒序',
    table: '结果表格',
    columns: {
      name: '录音',
      verdict: '判断',
      hot: '热水可能性',
      pouring: '倒水可能性',
      seconds: '时长',
      label: '实际',
    },
    failed: '失败',
    pending: '等待中',
    unknown: '–',
    export: '导出',
    exportTable: (count) => `导出全部 ${count} 个`,
    exportCsv: '所有列（供程序使用）',
    exportJson: 'JSON（供程序使用）',
  },

  progress: {
    waiting: '等待中…',
    decoding: '正在打开录音…',
    classifying: '正在检测…',
    meter: (name) => `${name} 的进度`,
  },

  verdicts: {
    hot: { word: '热水', sentence: '听起来像热水。' },
    cold: { word: '冷水', sentence: '听起来像冷水。' },
    unsure: { word: '不确定', sentence: '冷热都有可能。往同一个杯子里倒冷水，用它来校准。' },
    'not-pouring': {
      word: '没听到倒水',
      sentence: '如果确实倒了水，请把麦克风移近杯子再试一次。',
    },
  },

  pours,

  probabilities: {
    hot: '热水可能性',
    cold: '冷水可能性',
    pouring: '倒水可能性',
    /** Before the percentage. */
    inSentence: { hot: '热水可能性', cold: '冷水可能性', pouring: '倒水可能性' },
    sentence: ({ of, probability }) => `${home.probabilities[of]}：${percent(probability)}。`,
  },

  spectrogram: {
    caption: '模型看到的样子',
    loudness: '响度（dB）',
    description: (length, lowest, highest, strongest) =>
      `${seconds(length)}的声谱图，最下方 ${lowest}，最上方 ${highest}；${strongest} 附近最强。`,
  },

  overTime: {
    notPouring: '没听到倒水',
    description: (pouringSeconds, length, least, most) =>
      pouringSeconds === 0
        ? `这${seconds(length)}里没有倒水声。`
        : `热水可能性随时间的变化：${seconds(length)}中有${seconds(pouringSeconds)}听起来像倒水，可能性从${percent(least)}到${percent(most)}。`,
    seek: (name) => `${name} 的播放位置`,
    position: (at, length) => `${seconds(at)}，共${seconds(length)}`,
  },

  saliency: {
    caption: '判断的依据',
    show: '为什么？',
    hide: '隐藏原因',
    named: (label, name) => `${label} ${name}`,
    working: (fraction) => `正在逐个部分检测：${progress(fraction)}`,
    forHot: '像热水',
    forCold: '像冷水',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side, share, at, frequency) =>
      `${percent(share)}的线索指向${sides[side]}，最强的在第${seconds(at)}、${frequency} 附近。`,
    nothing: '没有哪个部分特别突出。',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      verdict === 'unsure'
        ? `${name}：不确定，${home.probabilities.inSentence[of]}${percent(probability)}。`
        : `${name}：${sides[verdict]}，可能性${percent(probability)}。`,
    notPouring: (name) => `${name}：没听到倒水。`,
    batch: (counts) => `全部完成：${counts.join('，')}。`,
    withName: (name, sentence) => `${name}：${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': '这个文件是空的；请重新录音或重新导出。',
    unreadable: '无法读取这个文件；如果移动或修改过，请重新选择。',
    'empty-folder': '这个文件夹里没有录音；请选择其他文件夹，或打开它再选择文件。',
    'too-big': (size, limit) =>
      `这个文件有 ${bytes(size)}，上限是 ${bytes(limit)}；请只截取倒水的部分。`,
    'too-long': '这段录音太长，浏览器打不开；请只截取倒水的部分。',
    'bad-sample-rate': (rate) =>
      `浏览器打不开采样率为 ${count(rate)} Hz 的录音；请以 ${count(48_000)} Hz 重新导出。`,
    undecodable: '浏览器在这个文件中找不到可读取的音频；请重新导出为 m4a、mp3 或 wav。',
    'no-samples': '这段录音里没有声音（0 个采样）；请重新录音。',
    'no-sound-track': '浏览器在这个视频中找不到可读取的音频；请选择有声音的视频。',
    crashed: '处理这段录音时出了故障，已重新启动；请重试，或重新导出录音。',
    'not-loaded': '本页有一部分没能加载；请检查网络连接后重试，或重新选择录音。',
    'audio-gone': '这段录音的音频已不再保存在这台设备上；请重新选择录音。',
    cancelled: '这段录音已取消；要检测它，请重试。',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () => '这段录音里没有声音（0 个采样）；请重新录音。',
    'bad-channels': () => '这段录音的声道互不匹配；请重新导出为单声道或立体声。',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `这段录音的采样率是 ${count(rate)} Hz，只支持 ${count(min)} 到 ${count(max)} Hz；请重新导出，例如用 ${count(48_000)} Hz。`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `这段录音里有不是声音的数值（${seconds(at)}处的 ${count(value)}）；请重新导出。`,
    silent: () => '这段录音没有声音；请检查麦克风是否打开、是否被静音。',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `这段录音只有${seconds(length, 2)}；请至少倒水${seconds(min)}。`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `这段录音超过 ${count(hours)} 小时；请只截取倒水的部分。`,
    'no-reference': () => '没有参照录音；请先录一段往杯子里倒冷水或热水的声音。',
    'foreign-reference': () => '这段参照来自另一个模型；请重新录制。',
    model: () => '无法加载模型；请重新加载页面，或重新安装程序。',
  },

  /** What decoder/src/error.rs says in English. */
  decodeErrors: {
    'not-audio': ({ kind }) => `这个文件是${fileKinds[kind]}，不是录音；请选择音频或视频文件。`,
    'unsupported-format': ({ format }) =>
      `这里读不了这个文件的格式（${format}）；请将录音导出为 m4a、mp3、flac 或 wav。`,
    'unsupported-codec': ({ codec }) =>
      `这里读不了这个文件里的声音（${codec}）；请重新导出为 m4a、mp3、flac 或 wav。`,
    'unknown-codec': () => '这个文件里的声音格式不明；请重新导出为 m4a、mp3、flac 或 wav。',
    encrypted: () => '这个文件有版权保护；请选择没有保护的文件。',
    'cut-off': () => '这个文件不完整，读不出声音；请重新复制或导出。',
    damaged: () => '这个文件已损坏，读不出声音；请重新复制或导出。',
    'too-many-channels': ({ channels, codec, max }) =>
      `这段录音（${codec}）有 ${count(channels)} 个声道，这里最多只能读取 ${count(max)} 个；请重新导出为单声道或立体声。`,
    'format-changes': () => '这段录音的采样率或声道数中途有变化；请重新导出。',
  },

  language: {
    label: '语言',
    unavailable: '无法加载这种语言。请检查网络连接，然后重试。',
  },

  footer: {
    licences: `代码采用 MIT 许可证。模型用 Chris Jeakle 的录音训练，[CC BY-SA 2.0](${CC_BY_SA})。`,
    versions: (app, model) => `版本 ${app}，模型 ${model}`,
  },
};
