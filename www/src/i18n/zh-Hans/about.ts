/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: '它如何工作，结果有多可信',
  lede: '本页里运行着一个小型神经网络。这里介绍它学了什么、有多准，以及哪些情况不可信。',

  made: {
    heading: '模型是怎样做出来的',
    training: (pours, otherSounds, synthesised) =>
      `它学习了 Chris Jeakle 录制的 ${pours} 段倒水声（每段都注明水温），以及 ESC-10 和 ESC-50 中 ${otherSounds} 段不是倒水的声音。在此之前，它先用 ${synthesised} 段电脑生成的声音训练过。`,
    network: (parameters, seconds) =>
      `录音先变成声谱图，显示每个时刻各个音高有多响。一个有 ${parameters} 个参数的卷积网络每次看 ${seconds} 秒。某个频带中一直不变的部分，以及所有频带一起变化的部分，都会先去掉，所以它无法依据房间的嗡嗡声、麦克风的音色或录音设备的自动音量来判断。最后把各个片段的结果合在一起，得出热水和倒水的可能性。`,
    trap: '这些录音里有一个陷阱：其中四分之三，所有热水都在同一场录制，几乎所有冷水都在另外两场录制。模型可能只是记住了房间，却显得能分辨水温。所以每段录音都由从未听过那一场的模型来判断。',
  },

  trust: {
    heading: '它有多准',
    otherKitchens: {
      intro: (pours, cups, kitchens) =>
        `用 ${pours} 段录音测得，由其他人在 ${kitchens} 个厨房里往 ${cups} 个杯子倒水，并用另一部手机录下（[Sound of Water 50](${SOUND_OF_WATER})）。神经网络没有用这些录音训练过，但它的设置是根据它们选定的；判断每一晚的录音时，热与冷的界线只根据其他晚上的录音来定。水要么接近沸腾，要么是室温。`,
      rows: {
        right: {
          sentence: '的判断正确（在模型从未听过的厨房里，判断为热水或冷水时）。',
          detail: (right, of, interval) =>
            `${of} 次中有 ${right} 次；95% 区间为 ${interval}。这是最值得参考的数字。`,
        },
        confidentRight: {
          sentence: (confidence) => `判断正确（在这些厨房，模型有${confidence}或更高的把握时）。`,
          detail: (right, of, interval) => `${of} 次中有 ${right} 次；95% 区间为 ${interval}。`,
        },
        firm: {
          sentence: '的录音在这些厨房被判断为热水或冷水。',
          detail: (firm, of) => `${of} 段中有 ${firm} 段。其余的结果是“不确定”或“没听到倒水”。`,
        },
      },
    },
    home: {
      heading: '在它学习过的家里：偏高的数字',
      intro: (seeds) =>
        `倒水的人和手机都与训练时相同，大多也在同一个家里，比你的厨房更容易判断。不过，每个模型判断的都是它从未听过的声音。每个数字都是从不同随机起点训练 ${seeds} 次的模型的平均值。`,
      rows: {
        bySession: {
          sentence: '的录音判断正确，由从未听过那一场录制的模型判断。',
          detail: (pours, interval) => `${pours} 段录音；95% 区间为 ${interval}。`,
        },
        byVessel: {
          sentence: '判断正确，由从未听过那种杯子的模型判断。',
          detail: (pours, interval) => `${pours} 段录音；95% 区间为 ${interval}。`,
        },
        seedProtocol: {
          sentence: '的最早两场录音判断正确，由只听过后来几场的模型判断。',
          detail: (pours, interval) => `${pours} 段录音；95% 区间为 ${interval}。`,
        },
        confident: {
          sentence: (confidence) => `判断正确（模型有${confidence}或更高的把握时）。`,
          detail: (share, interval) => `这占全部结果的${share}；95% 区间为 ${interval}。`,
        },
        unsure: {
          sentence: '的录音结果是“不确定”。',
          detail: '在这一组的其他数字中，这些按热水和冷水里可能性更大的一个计算。',
        },
        rejected: {
          sentence: '的其他声音被正确判断为“没听到倒水”。',
          detail: (sounds) => `${sounds} 段声音：雨声、海浪、火声、狗叫等。`,
        },
        kept: {
          sentence: '的倒水声被认出是倒水。',
          detail: (pours) => `${pours} 段录音。`,
        },
      },
    },
    byTemperature: '在它学习过的家里，各个水温的正确率',
    columns: { temperature: '水温', pours: '录音', right: '正确' },
    source: (version, date) => `模型 ${version}，${date}。这些数字来自模型自己的报告。`,
  },

  limits: {
    heading: '哪些情况不可信',
    onePerson: (kitchens, coldCalledHot, hotCalledCold) =>
      `它学习的录音都由同一个人用同一部手机录制，大多在同一个家里。换了地方，它出错要多得多：在另外 ${kitchens} 个厨房，它把冷水判断成热水 ${coldCalledHot} 次，把热水判断成冷水 ${hotCalledCold} 次。你的厨房还没有人测过。`,
    presets: (temperatures) => `训练时，热水用的是美国电水壶的几档预设温度：${temperatures}。`,
    between: (coldMax, hotMin) =>
      `${coldMax} 到 ${hotMin} 之间没有训练过。你仍会得到结果，但没有意义。`,
    estimate:
      '热水结果附带的温度范围，在它学习过的家里，十次有九次包含真实温度。冷水有多冷，模型估计不出来。',
    chosen: '模型的设置也是用那里的录音选定的，所以那里的数字又略微偏高。',
    scalding: '结果出错可能烫伤人的场合，千万不要使用。',
  },

  privacy: {
    heading: '你的录音会怎样',
    points: [
      '录音只留在这台设备上。本页自己打开并检测它们，没有服务器可以上传。',
      '只有从按下“聆听”到停止这段时间，麦克风才打开。',
      '没有 Cookie，没有统计分析，不从其他网站加载任何内容。',
      '这个浏览器会保存你选择的语言和 °F 或 °C、你的结果及其录音（除非你在首页关闭保存），以及杯子的录音。每一项都可以在显示它的地方移除。要全部删除，请在浏览器设置中清除本网站的数据。',
    ],
  },

  licences: {
    heading: '许可证与致谢',
    points: [
      '代码采用 MIT 许可证。第三方软件[连同许可证列在这里](licences.md)。',
      `模型采用 [CC BY-SA 2.0](${CC_BY_SA})。`,
      `它学习用的录音，以及示例录音（如果有），由 [Chris Jeakle](${RECORDINGS}) 录制，[CC BY-SA 2.0](${CC_BY_SA})。他在 2020 年做出了最早的 Hot or Cold。`,
      `不是倒水的声音来自 [ESC-10](${ESC_10}) 和 [ESC-50](${ESC_50})，由 Karol J. Piczak 从 Freesound 的作者处收集，CC BY 3.0、CC BY 和 CC0。`,
      '电脑生成的声音属于公有领域，CC0 1.0。',
    ],
    code: (address) => `代码是[公开的](${address})。`,
  },
};
