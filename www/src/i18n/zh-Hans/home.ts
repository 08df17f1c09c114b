/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: recording 录音, pour 倒水声 (the act 倒水), verdict 判断,
 * hot 热水, cold 冷水, unsure 不确定, not pouring 不是倒水, chance of hot 热水概率, chance of cold 冷水概率,
 * chance of a pour 倒水概率, spectrogram 声谱图, cup 杯子, cold pour 冷水声, cold reference 冷水参照,
 * model 模型, keep 保存, result 结果, device 设备, Listen 聆听.
 */
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: '热水',
  cold: '冷水',
  unsure: '不确定',
  'not-pouring': '不是倒水',
  failed: '失败',
};

const sides = { hot: '热水', cold: '冷水' };

function coldPours(count: number): string {
  return `${count}段冷水声`;
}

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: '听声音，分辨热水和冷水。',
    privacy: '录音只留在这台设备上。',
    description: '放入一段倒水的录音，就能知道是热水还是冷水，全部在你自己的设备上完成。',
    noScript: 'Hot or Cold 在本页内听你的录音，因此需要 JavaScript：请启用后重新加载。',
    noSimd:
      '这个浏览器太旧，缺少 WebAssembly SIMD，无法听声音。请更新浏览器，或使用 Chrome 或 Edge 111、Firefox 115、Safari 16.4 及更高版本。',
    noWebAudio:
      '这个浏览器缺少 Web Audio，无法打开录音。请更新浏览器，或使用最新的 Chrome、Edge、Firefox 或 Safari。',
  },

  listen: {
    heading: '聆听倒水声',
    /** On the button. */
    start: '聆听',
    cancel: '取消',
    stop: '停止',
    /** In big type. */
    done: '完成',
    notListening: '未在聆听',
    starting: '正在启动…',
    listening: '正在聆听…',
    pouring: '正在倒水…',
    instructions: '把麦克风放在杯子旁边，按“聆听”，然后倒水。会自动停止。',
    allowMicrophone: '如果浏览器询问，请允许本页使用麦克风。',
    pourNow: '现在倒水吧。',
    keepPouring: '请继续倒。',
    resultBelow: '录音已在下方的“判断”中。',
    stoppedAtLimit: '已满5分钟，自动停止；录音已在下方的“判断”中。',
    spectrogramPlaceholder: '声音会显示在这里。',
    level: '音量',
    description: (length) => `最近${seconds(length)}的实时声谱图：最新的声音在右边，低音在下方。`,
    processing: {
      echoCancellation: '回声消除',
      noiseSuppression: '降噪',
      autoGainControl: '自动增益',
    },
    processingStaysOn: (names) => `这台设备没有关闭${list(names)}：判断仅供参考。`,
    interrupted: '这台设备上有别的程序正在使用麦克风；等它用完就会继续。',
    gap: (length) => `约${seconds(length)}没有听到：页面不在前台，或麦克风被占用。`,
    afterGap: '请继续倒水，或按“停止”：其余部分会保留。',
    liveResultsStopped: '实时判断已停止，录音仍在继续：请倒水，然后按“停止”。',
    hints: {
      'too-quiet': '声音太小：请把麦克风移近杯子，或检查麦克风是否已打开。',
      clipping: '声音太大：请把麦克风移远一些。',
      'no-water': '还没有听到像倒水的声音：请靠近杯子再倒。',
    },
    announcements: {
      listening: '正在聆听。',
      pouring: '正在倒水。',
      verdict: (verdict, { of, probability }) =>
        `目前判断：${home.verdicts[verdict].word}，${home.probabilities.inSentence[of]}${percent(probability)}。`,
      stopped: '已停止。',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied: '本页未获准使用麦克风；请在地址栏或浏览器设置中允许，然后再按“聆听”。',
      forbidden: '提供或嵌入本页的网站禁止本页使用麦克风；请用本页自己的地址打开，或选择一段录音。',
      'no-microphone': '这台设备没有麦克风；请接上一个再按“聆听”，或选择一段录音。',
      'in-use': '麦克风没有响应，可能正被别的应用使用；请关闭那个应用，然后再按“聆听”。',
      unplugged: '麦克风被拔掉或关闭了；在此之前听到的声音已保留，你可以再按“聆听”。',
      insecure:
        '浏览器只允许地址以 https 开头的网页使用麦克风；请用 https 地址打开本页，或选择一段录音。',
      unsupported: '这个浏览器无法实时聆听；请更新浏览器，或用别的应用录下倒水声，再选择那段录音。',
      'not-started': '麦克风无法启动；请重新加载本页再按“聆听”，或选择一段录音。',
    },
  },

  input: {
    heading: '你的录音',
    choose: '选择录音',
    chooseFolder: '选择文件夹',
    orDrop: '也可以把录音或整个文件夹拖到本页任意位置，或者粘贴进来',
    formats: '声音或视频，只要这个浏览器能播放：m4a、mp3、wav、flac、ogg、mp4、mov 等',
    dropNow: '松手，我们就开始听',
  },

  temperature: {
    show: { F: '显示 °F', C: '显示 °C' },
    estimate: ({ fahrenheit, low, high }, scale) =>
      `约${temperature(fahrenheit, scale)}，很可能在${temperature(low, scale)}到${temperature(high, scale)}之间。`,
  },

  examples: {
    heading: '手边没有录音？',
    recorded: (learned) => `试试这四段倒水的录音。其中${learned}段是模型学习时用过的。`,
    synthesised: '试试这四段倒水声。它们是合成的，不是录音：由本页根据对真实倒水声的测量数据生成。',
    kindRecorded: '录制的倒水声',
    kindSynthesised: '合成的倒水声',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: '合成',
    badgeNote: '不是录音，由本页根据对真实倒水声的测量数据生成。',
    credit: (author) => `录音：${author}`,
    unavailable: '无法获取这个示例；请检查网络连接，然后重试。',
  },

  range: (hotMin, coldMax, scale) =>
    `热水指${temperature(hotMin, scale)}及以上，冷水指${temperature(coldMax, scale)}及以下。介于两者之间的，模型没有学过。`,

  results: {
    heading: '判断',
    remove: '删除',
    removeNamed: (name) => `删除“${name}”`,
    retry: '重试',
    retryNamed: (name) => `重试“${name}”`,
    download: '下载',
    downloadNamed: (name) => `下载“${name}”`,
    details: '技术细节',
    player: (name) => `播放“${name}”`,
  },

  history: {
    save: '在这台设备上保存结果',
    saved: (count, used) =>
      `已保存${count}个结果，只在这台设备上${used === undefined ? '' : `；本页占用${bytes(used)}`}。`,
    deleteSaved: '删除已保存的结果',
    confirmDeleteSaved: (count) =>
      `要删除这台设备上保存的${count === 1 ? '这个' : `全部${count}个`}结果吗？此操作无法撤销。`,
    confirmDeleteAll: (count) =>
      `要删除全部${count}个结果，连同这台设备上保存的内容吗？此操作无法撤销。`,
    removed: (name) => `已删除“${name}”。`,
    label: '其实是',
    labelNamed: (name) => `“${name}”其实是什么`,
    labels: { hot: '热水', cold: '冷水', 'not-pouring': '不是倒水' },
    audioNotSaved: '声音已不再保存',
    otherModel: (version) => `由模型 ${version} 判断`,
    recheck: '用当前模型重新听',
    recheckNamed: (name) => `用当前模型重新听“${name}”`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        '这个浏览器不为本页保存任何内容，例如在无痕窗口中；结果只保留到本页关闭或重新加载为止。',
      full: '这台设备没有空间再保存结果了；请删除一些，或把它们导出。',
      blocked: '另一个标签页开着本页的旧版本，占用了已保存的结果；关闭它，就能在这里看到。',
      newer: '已保存的结果来自本页较新的版本，当前版本无法读取；请重新加载，换成那个版本。',
      outdated: '另一个标签页打开了本页较新的版本；要继续保存结果，请重新加载本页。',
      broken: '刚才未能保存结果；本页上的内容会保留到本页关闭为止。',
    },
    unreadable: (count) => `有${count}个已保存的结果损坏，未显示；其余的都在这里。`,
  },

  cup: {
    heading: '你的杯子',
    choiceLabel: '判断时对照的杯子',
    notCalibrated: '未使用杯子：只根据录音判断。',
    inUse: (name, pours) => `使用中：判断时对照“${name}”，${coldPours(pours)}。`,
    empty: (name) => `“${name}”还没有冷水声：只根据录音判断。`,
    comparedWith: (name, pours) => `对照你的杯子“${name}”，${coldPours(pours)}`,
    manage: '杯子和冷水声',
    explanation:
      '往自己的杯子里倒一次或几次冷水，之后判断时就会与它对照：同一个杯子、同一个房间、同一个麦克风。',
    caveat:
      '用我们自己的录音（一部手机，大多在同一个家里）来测，它让判断略微变差。它是为与此不同的厨房和手机准备的：判断不确定或出错时，可以试试。',
    nameLabel: '新杯子',
    namePlaceholder: '蓝色马克杯',
    defaultName: '我的杯子',
    add: '添加杯子',
    noPours: '还没有冷水声。',
    record: '录一段冷水声',
    choose: '选择录音',
    chooseNamed: (name) => `为“${name}”选择一段冷水声的录音`,
    recording: (name) => `为杯子“${name}”录冷水声：请倒冷水`,
    saved: '冷水声已放进下方你的杯子里。',
    pourAdded: (pour, name) => `“${pour}”现在是“${name}”的冷水声。`,
    use: (name) => (name === undefined ? '用作冷水参照' : `用作“${name}”的冷水参照`),
    useNamed: (name) => `把“${name}”用作冷水参照`,
    isReference: (name) => `“${name}”的冷水参照`,
    removePour: (pour, name) => `从“${name}”中删除“${pour}”`,
    pourRemoved: (name) => `已从杯子中删除“${name}”。`,
    removed: (name) => `已删除杯子“${name}”。`,
    notAPour: '这听起来不像倒水，但仍会使用。',
    soundsHot: '这听起来像热水，但仍会使用。如果不是冷水，请将其删除，否则判断会出错。',
    otherModel: '这是另一个模型听的，当前模型没能听它，因此不使用。',
    reclassify: (count, name) =>
      `${name === undefined ? '不用杯子' : `对照“${name}”`}，重新判断下方的${count}段录音`,
    notSaved: '这个杯子未能保存；它会保留到本页关闭为止。',
  },

  undo: {
    heading: '撤销',
    button: '撤销',
    restored: '已撤销。',
    announcement: (sentence, length) => `${sentence}${length}秒内可在页面末尾撤销。`,
  },

  confirm: {
    cancel: '取消',
  },

  batch: {
    progress: (done, all) => `已完成${done}段，共${all}段`,
    meter: '全部录音的进度',
    cancelAll: '全部取消',
    retryFailed: '重试所有失败项',
    deleteAll: '全部删除',
  },

  summary: {
    heading: '汇总',
    count: (of, number) => `${number}段${summaryWords[of]}`,
    table: '全部录音及其判断',
    columns: {
      name: '录音',
      verdict: '判断',
      hot: '热水概率',
      pouring: '倒水概率',
      seconds: '长度',
      label: '其实是',
    },
    failed: '失败',
    pending: '待判断',
    unknown: '–',
    exportCsv: '导出 CSV',
    exportJson: '导出 JSON',
  },

  progress: {
    waiting: '等待中…',
    decoding: '正在打开录音…',
    classifying: '正在聆听…',
    meter: (name) => `“${name}”的进度`,
  },

  verdicts: {
    hot: { word: '热水', sentence: '我们听到的是热水。' },
    cold: { word: '冷水', sentence: '我们听到的是冷水。' },
    unsure: {
      word: '不确定',
      sentence: '我们听到了倒水声，但热水冷水都有可能。',
    },
    'not-pouring': {
      word: '不是倒水',
      sentence: '这听起来不像倒水。',
    },
  },

  probabilities: {
    hot: '热水概率',
    cold: '冷水概率',
    pouring: '倒水概率',
    inSentence: { hot: '热水概率', cold: '冷水概率', pouring: '倒水概率' },
    sentence: ({ of, probability }) => `${home.probabilities[of]}：${percent(probability)}。`,
  },

  spectrogram: {
    caption: '模型看到的声谱图',
    loudness: '响度（dB）',
    description: (length, lowest, highest, strongest) =>
      `${seconds(length)}的声谱图，底部为${lowest}，顶部为${highest}；最强处在${strongest}附近。`,
  },

  overTime: {
    hot: '热水',
    cold: '冷水',
    notPouring: '不是倒水',
    description: (heard, length, least, most) =>
      heard === 0
        ? `这${seconds(length)}里没有听到倒水声。`
        : `热水概率随时间的变化：${seconds(length)}中有${seconds(heard)}像倒水声，概率从${percent(least)}到${percent(most)}。`,
    seek: (name) => `“${name}”的播放位置`,
    position: (at, length) => `${seconds(at)}，共${seconds(length)}`,
  },

  saliency: {
    show: '显示判断依据',
    hide: '隐藏判断依据',
    named: (label, name) => `${label}：${name}`,
    working: (fraction) => `正在逐一去掉各部分重新听：${Math.round(fraction * 100)}%`,
    forHot: '偏向热水',
    forCold: '偏向冷水',
    /** `share` of what decided speaks for `side`; the strongest part is where it says. */
    description: (side, share, at, frequency) =>
      `判断依据中有${percent(share)}偏向${sides[side]}，最强处在录音${seconds(at)}处、${frequency}附近。`,
    nothing: '没有哪一部分单独起了决定作用。',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      `${name}：${home.verdicts[verdict].word}，${home.probabilities.inSentence[of]}${percent(probability)}。`,
    notPouring: (name) => `${name}：${home.verdicts['not-pouring'].word}。`,
    batch: (counts) => `全部完成：${counts.join('，')}。`,
    failure: (name, sentence) => `${name}：${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': '这个文件是空的；请重新录制或导出。',
    unreadable: '无法读取这个文件；如果它被移动或改动过，请重新选择。',
    'empty-folder': '这个文件夹里没有录音；请选择别的文件夹，或打开它再选择文件。',
    'too-big': (size, limit) =>
      `这个文件有${bytes(size)}，而最多只能打开${bytes(limit)}；请只截取倒水的部分。`,
    'too-long': '这段录音太长，浏览器打不开；请只截取倒水的部分。',
    'bad-sample-rate': (rate) =>
      `这段录音标明每秒${count(rate)}个采样，这个浏览器打不开；请以48,000重新导出。`,
    undecodable: '这个浏览器在这个文件里找不到能解码的声音；请重新导出为 m4a、mp3 或 wav。',
    'no-samples': '这段录音里没有任何声音（0个采样）；请重新录制。',
    'no-sound-track': '这个视频没有这个浏览器能解码的声音；请选择一个有声音的视频。',
    crashed: '本页负责聆听的部分在处理这段录音时停止，现已重新启动；请重试，或重新导出录音。',
    'not-loaded': '本页负责聆听的部分未能加载；请检查网络连接，然后重试或重新选择录音。',
    'audio-gone': '这段录音的声音已不再保存在这台设备上；请重新选择录音。',
    cancelled: '这段录音在得出判断之前被取消了；如果还想听，请重试。',
  },

  /** Why the core refuses a recording; the numbers are the fields of src/error.rs. */
  refusals: {
    'no-samples': () => '这段录音里没有任何声音（0个采样）；请重新录制。',
    'bad-channels': () => '这段录音的各个声道不匹配；请重新导出为单声道或立体声。',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `这段录音标明每秒${count(rate)}个采样，而能处理的是${count(min)}到${count(max)}之间；请重新导出，例如以48,000导出。`,
    'not-sound': ({ value = Number.NaN, seconds: at = 0 }) =>
      `这段录音含有不是声音的数值（在${seconds(at)}处的采样${Number.isFinite(value) ? `为${value}` : ''}）；请重新导出。`,
    silent: () => '这段录音没有声音；请检查麦克风是否已打开、没有静音。',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `这段录音只有${seconds(length, 2)}；至少需要${seconds(min)}的倒水声。`,
    'too-long': ({ max_hours = 0 }) => `这段录音超过${count(max_hours)}小时；请只截取倒水的部分。`,
    'no-reference': () => '没有参照录音；请先录下往杯子里倒冷水的声音。',
    'foreign-reference': () => '这个参照不是由当前模型生成的；请重新录制冷水声。',
    model: () => '模型无法使用；请重新加载本页，或重新安装程序。',
  },

  language: {
    label: '语言',
    unavailable: '暂时无法获取这种语言；请检查网络连接，然后重试。',
  },

  footer: {
    licences: `代码采用 MIT 许可证。模型用 Chris Jeakle 的录音训练，[CC BY-SA 2.0](${CC_BY_SA})。`,
    versions: (app, model) => `版本 ${app}，模型 ${model}`,
  },
};
