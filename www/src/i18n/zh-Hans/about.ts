/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { About } from '../messages.ts';

export const about: About = {
  heading: '原理，以及可以信到什么程度',
  lede: '有一个小型神经网络在本页内聆听。这里说明它从什么中学习、判断有多准，以及哪些情况还没有人试过。',

  made: {
    heading: '模型是怎样做成的',
    training: (pours, otherSounds, synthesised) =>
      `它学习了 Chris Jeakle 录制的${pours}段倒水声，每段都记有水温；还学习了来自 ESC-10 和 ESC-50 的${otherSounds}段不是倒水的声音。在这之前，它先听了${synthesised}段用公式合成的倒水声。`,
    network: (parameters, seconds) =>
      `录音先变成声谱图：每一刻、每个音高有多响。一个由${parameters}个数值构成的卷积网络每次看${seconds}秒。各频带中始终不变的部分，以及所有频带一起变化的部分，会先去掉，这样房间的嗡嗡声、麦克风的音色和录音设备的自动增益就不会起作用。最后把各个片段的结果合在一起，得出热水概率和倒水概率。`,
    trap: '这些录音里有个陷阱：在其中四分之三的录音里，所有热水声都是在同一场录的，而冷水声几乎都是在另外两场录的。模型可能只是记住了房间，却显得像是听懂了水。因此，每段倒水声都由从未听过同一场录音的模型来判断。',
  },

  trust: {
    heading: '判断有多准',
    intro: (seeds) =>
      `以下数字都是用模型从未听过的倒水声和其他声音测得的，是从不同随机起点训练${seeds}次所得模型的平均值。`,
    rows: {
      bySession: {
        sentence: '从未听过同一场录音的模型，正确分辨热水和冷水的比例。',
        detail: (pours, interval) => `${pours}段倒水声；95%置信区间${interval}。请以这个数字为准。`,
      },
      byVessel: {
        sentence: '从未听过这类杯子的模型，正确分辨的比例。',
        detail: (pours, interval) => `${pours}段倒水声；95%置信区间${interval}。`,
      },
      seedProtocol: {
        sentence: '只听过后来各场的模型，正确分辨最早两场的比例。',
        detail: (pours, interval) => `${pours}段倒水声；95%置信区间${interval}。`,
      },
      confident: {
        sentence: (confidence) => `判断的概率达到${confidence}或更高时，正确的比例。`,
        detail: (share, interval) => `这类判断占全部的${share}；95%置信区间${interval}。`,
      },
      unsure: {
        sentence: '倒水声被判断为不确定的比例。',
        detail: '上面的数字也计入了这些，按热水和冷水中概率较高的一方算。',
      },
      rejected: {
        sentence: '其他声音被正确判断为不是倒水的比例。',
        detail: (sounds) => `${sounds}段声音：雨声、海浪、火、狗叫等。`,
      },
      kept: {
        sentence: '倒水声被认作倒水的比例。',
        detail: (pours) => `${pours}段倒水声。`,
      },
    },
    byTemperature: '各水温的正确率',
    columns: { temperature: '水温', pours: '段数', right: '正确率' },
    source: (version, date) =>
      `模型 ${version}，${date}。这些数字是在构建本页时从模型自己的报告中取得的。`,
  },

  limits: {
    heading: '哪些情况不要信它',
    onePerson:
      '所有倒水声都出自同一个人、同一部手机，大多在同一个家里录制。换了别的水壶、杯子、手机和厨房会怎样，没有测过。请预期会更差。',
    presets: (temperatures) => `热水声的温度都是一款美国电热水壶提供的档位：${temperatures}。`,
    between: (coldMax, hotMin) =>
      `${coldMax}到${hotMin}之间，它什么也没学过。它在那里仍会给出判断，但那个判断毫无意义。`,
    estimate:
      '热水判断旁边的温度，只是在这几个温度之间的估计，所附区间包含了其中十分之九。对冷水，它说不出温度。',
    chosen: '模型的设置也是用同一批留出的倒水声选定的，因此这些数字比实际略好一些。',
    scalding: '如果判断错了可能烫伤人，千万不要用它。',
  },

  privacy: {
    heading: '你的录音会怎样',
    points: [
      '录音留在这台设备上。打开、聆听和判断都由本页自己完成；没有可以把录音发过去的服务器。',
      '麦克风只在按下“聆听”之后、停止之前打开。',
      '没有 Cookie，没有统计分析，也不从别的网站加载任何内容。',
      '这个浏览器会保存你选择的 °F 或 °C、结果及其录音（除非你在结果上方关闭保存），以及你杯子的冷水声。每一项都可以在显示它的地方删除；要全部删除，请在浏览器设置中清除本网站的数据。',
    ],
  },

  licences: {
    heading: '许可证与致谢',
    points: [
      '代码采用 MIT 许可证。本页所用的他人软件[连同其许可证一并列出](licences.md)。',
      `模型采用 [CC BY-SA 2.0](${CC_BY_SA})。`,
      `模型学习所用的倒水声，以及示例录音（如果有），[由 Chris Jeakle 录制](${RECORDINGS})，[CC BY-SA 2.0](${CC_BY_SA})。他在2020年做出了最早的 Hot or Cold。`,
      `不是倒水的声音来自 [ESC-10](${ESC_10}) 和 [ESC-50](${ESC_50})，由 Karol J. Piczak 从 Freesound 上各位作者处收集，CC BY 3.0、CC BY 和 CC0。`,
      '合成的倒水声属于公有领域，CC0 1.0。',
    ],
    code: (address) => `代码是[公开的](${address})。`,
  },
};
