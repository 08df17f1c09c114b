/** The guide. Links are written [words](address), see prose.tsx. */
import { temperature } from '../../format.ts';
import type { Guide, GuideSection } from '../words.ts';

const recordings: readonly GuideSection[] = [
  {
    id: 'browser',
    heading: '在本页用“聆听”',
    steps: [
      '把手机或笔记本电脑放在离杯子半米（20英寸）、不会溅到水的地方。',
      '按“[聆听](#/)”，如果浏览器询问，请允许本页使用麦克风。',
      '等一秒，然后倒水三秒或更久。',
      '倒完会自动停止，录音就在“判断”中。',
    ],
    note: '本页会要求设备关闭回声消除、降噪和自动增益。如果设备没有关闭其中某一项，本页会说明。',
  },
  {
    id: 'iphone',
    heading: 'iPhone：用“语音备忘录”',
    steps: [
      '打开“语音备忘录”，按红色按钮。',
      '等一秒，倒水三秒或更久，再按一次按钮停止。',
      '轻点录音，再点三个点，然后选“共享”，再选“存储到‘文件’”。',
      '在本页按“[选择录音](#/)”，在“文件”中找到录音。',
    ],
    note: '不要打开“增强录音”。在“设置”的“语音备忘录”中，如果就在 iPhone 上使用，两种音频质量都可以；换到别的电脑上，只有 Safari 能打开“无损”。',
  },
  {
    id: 'android',
    heading: '安卓：用“录音机”',
    steps: [
      '打开录音的应用：Pixel 上是 Recorder，三星手机上是“录音机”，其他手机上也有类似的。',
      '如果有降噪、清晰人声或采访模式，请关闭；如果可以选择音质，请选最高。',
      '按红色按钮，等一秒，倒水三秒或更久，然后停止。',
      '把录音作为音频文件分享，保存到手机上。',
      '在本页按“[选择录音](#/)”，找到录音。',
    ],
  },
  {
    id: 'windows',
    heading: 'Windows：用“录音机”',
    steps: [
      '在“设置”的“系统”、“声音”中选择你的麦克风，并关闭它的音频增强。',
      '打开“录音机”。在它的设置中把格式选为 WAV 或 FLAC，或者 M4A 的最高质量。',
      '按录音按钮，等一秒，倒水三秒或更久，然后停止。',
      '录音在“文档”的“录音”文件夹中。把它拖到[本页](#/)。',
    ],
  },
  {
    id: 'mac',
    heading: 'Mac：用“语音备忘录”或 QuickTime Player',
    steps: [
      '如果录音时菜单栏提供麦克风模式，请选“标准”，不要选“语音突显”。',
      '在“语音备忘录”中按红色按钮。或者在 QuickTime Player 中，从“文件”菜单选“新建音频录制”，在红色按钮旁把质量设为“高”，再按红色按钮。',
      '等一秒，倒水三秒或更久，然后停止。',
      '把录音从“语音备忘录”的列表拖到桌面，或在 QuickTime Player 中存储。然后把它拖到[本页](#/)。',
    ],
    note: '“语音备忘录”的“无损”和 QuickTime Player 的“最高”录出的录音，可能只有 Safari 能打开。',
  },
];

export const guide: Guide = {
  heading: '怎样录好倒水声',
  lede: '任何手机或笔记本电脑都可以。要紧的是放在哪里、房间有多安静，以及途中没有什么把声音“改善”了。',
  contents: '本页内容',
  recordings,

  helps: {
    id: 'helps',
    heading: '怎样效果更好',
    points: [
      '麦克风离杯子半米（20英寸）。近得多，溅水声会过载；远得多，房间的声音会盖过倒水声。',
      '安静的房间。关掉风扇、抽油烟机和音乐，等水壶安静下来。',
      '先开始录音再倒水，这样开头也录得进去。',
      '一口气倒三秒或更久。模型每次听大约两秒，需要好几个这样的片段。',
      '一段录音只倒一次。',
      '用 WAV 或 FLAC，或者高质量的 M4A 和 MP3。像语音消息那样压缩得厉害，判断就不那么准。',
      '关闭降噪。降噪是为了保留人声、去掉持续的沙沙声，而倒水声正是这样的声音：模型要听的东西会被它去掉。',
    ],
  },

  fails: (hotMin, coldMax, scale) => ({
    id: 'fails',
    heading: '哪些情况不行',
    points: [
      `${temperature(coldMax, scale)}到${temperature(hotMin, scale)}之间的水。模型没有学过，判断毫无意义。`,
      '还在响的水壶。它的声音会盖住倒水声，响得久了，本身也可能被当成倒水。',
      '视频通话和语音消息。这类应用会去掉噪声，连倒水声也一起去掉。',
      '水龙头、淋浴和其他饮料。模型学的是倒进杯子里的水。',
      '判断错了可能烫伤人的任何场合。请用温度计。',
    ],
  }),

  why: {
    id: 'why',
    heading: '热水和冷水的声音为什么不同',
    lines: [
      '倒水时听到的主要是气泡。水流把空气带到水下，每个气泡都像小铃铛一样响。',
      '气泡越大，声音越低。[Minnaert](https://doi.org/10.1080/14786443309462277) 在1933年算出：半径1毫米的气泡在3.3 kHz附近发声，半径3毫米的在1.1 kHz附近。',
      '热水比冷水更稀。高速摄影显示，倒热水产生的气泡更大、更多（[Bi 等，2024年](https://arxiv.org/abs/2403.14740)）。',
      '所以热水的低音更多，高音更少。原因在于气泡，这是那些作者的推测，尚未证实。',
      '杯子也会一起响。倒冷水时，突出的是杯子和气泡的鸣响；倒热水时，突出的是水面上方的空气柱（Peng 和 Reiss，2018年）。',
      '杯子渐渐装满，空气柱变短，声音随之升高。热水冷水都是这样。',
      '人不用教就能学会这些：成年人有80%到93%的时候能分清热水和冷水，六岁以下的孩子还不能（[Agrawal 等，2020年](https://escholarship.org/uc/item/5628h7x6)）。',
      '也没有人教过模型。给它的只是倒水声的声谱图，以及哪些是热水、哪些是冷水。',
      '频带中不变的部分在它看之前就去掉了，所以它依据的是各频带怎样闪动，而不是有多响。',
      '因此，它听的也许和你听的不是同一样东西。',
    ],
    sources: '出处',
    references: [
      'M. Minnaert: [On musical air-bubbles and the sounds of running water](https://doi.org/10.1080/14786443309462277). Philosophical Magazine, 1933.',
      'X. Bi, D. Su, Q. Zhou: [Why do hot and cold water sound different when poured?](https://arxiv.org/abs/2403.14740) arXiv 2403.14740, 2024.',
      'H. Peng, J. D. Reiss: Why can you hear a difference between pouring hot and cold water? An investigation of temperature dependence in psychoacoustics. 145th Convention of the Audio Engineering Society, 2018.',
      'T. Agrawal et al.: [Hearing water temperature](https://escholarship.org/uc/item/5628h7x6). Proceedings of the Cognitive Science Society, 2020.',
    ],
  },

  compare: {
    id: 'compare',
    heading: '看一看，听一听区别',
    reading: '时间从左到右。低音在下，高音在上，越亮的地方越响。',
    recorded: '两段录制的倒水声，就是本页的模型刚刚看到的样子。',
    synthesised:
      '两段合成的倒水声，就是本页的模型刚刚看到的样子。它们由本项目用公式制作；模型是从录音中学习的，可能会判断错。',
    pour: {
      hot: (degrees) => `倒热水，${degrees}`,
      cold: (degrees) => `倒冷水，${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: '到处是细小的亮点，大多在1 kHz以上：小气泡，每个都发出短促的高音。',
        hot: '杯子渐渐装满时，一条亮带从1 kHz以下升到接近2 kHz：那是空气柱。它上方的亮点更少，竖直的条纹更多。',
      },
      synthesised: {
        cold: '零星的亮点，大多在1.5 kHz以上：小气泡，每个都发出高音。',
        hot: '亮点更多、更低，大多在1 kHz附近：气泡更大，也更多。',
      },
    },
    retry: '重试',
  },
};
