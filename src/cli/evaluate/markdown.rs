//! Prints the reports as Markdown; README.md and model/MODEL_CARD.md quote it.

use std::fmt::Display;

use super::Subject;
use super::aggregate::ShareWithInterval;
use super::kitchens::{KitchensReport, KnownPourFigures, RightVerdicts, Scored};
use super::live::{LiveCount, LiveReport};
use super::report::{
    Breakdown, CONFIDENT_PERCENT, FoldFigures, OtherSoundFigures, ProtocolReport, ReferenceFigures,
    Report,
};
use super::robustness::{MAX_POINTS_LOST, RobustnessReport};
use super::surroundings::SurroundingsReport;

pub fn report(report: &Report) -> String {
    let mut text = subject(&report.subject);
    for protocol in &report.protocols {
        text += &format!(
            "\n**{}** ({}, {})\n\n",
            protocol.name,
            format_count(protocol.pours, "pour"),
            format_count(protocol.seeds, "seed")
        );
        text += &folds(protocol);
        text += &summary(protocol);
        text += &protocol.other_sounds.as_ref().map_or_else(String::new, other_sounds);
        text += &protocol.breakdown.as_ref().map_or_else(String::new, breakdown);
    }
    text
}

fn subject(subject: &Subject) -> String {
    let Subject { model_version, model_date, data_digest, clips, missing_other_sounds, .. } =
        subject;
    let unknown_list = if subject.is_training_data {
        ""
    } else {
        " (not the list that the models were trained with)"
    };
    let missing = match missing_other_sounds {
        0 => String::new(),
        missing => format!(", {missing} other sounds not there"),
    };
    format!(
        "Model {model_version} of {model_date}, {clips} clips, \
         data digest `{data_digest:.12}`{unknown_list}{missing}.\n"
    )
}

fn folds(protocol: &ProtocolReport) -> String {
    let mut text = String::from(
        "| held out | right, by seed | mean | 95 % interval | unsure | AUC |\n\
         |---|---|---|---|---|---|\n",
    );
    let all = (protocol.folds.len() > 1).then_some(&protocol.all);
    for fold in protocol.folds.iter().chain(all) {
        let FoldFigures { held_out, pours, right_percent, right_interval_percent, unsure, .. } =
            fold;
        text += &format!(
            "| {held_out} | {} of {pours} | {right_percent:.1} % | {right_interval_percent} \
             | {unsure:.1} | {} |\n",
            join_counts(&fold.right_by_seed),
            format_score(fold.roc_auc)
        );
    }
    text
}

fn summary(protocol: &ProtocolReport) -> String {
    let right_percent = protocol.all.right_percent;
    let mean = match protocol.right_standard_deviation_points {
        Some(points) => format!(
            "Right of all pours: {right_percent:.1} % on average over {}, \
             standard deviation {points:.1} points.",
            format_count(protocol.seeds, "seed")
        ),
        None => format!("Right of all pours: {right_percent:.1} %, by one seed alone."),
    };
    let confident = &protocol.confident;
    format!(
        "\n{mean}\n\
         Said with {} % confidence or more: {verdicts} of the {} verdicts of all seeds \
         ({:.1} %), right {} of {verdicts} ({:.1} %, 95 % interval {}, as for the {:.1} of one \
         seed on average).\n\
         Expected calibration error {:.3}. Unsure: {}.\n",
        confident.min_confidence_percent,
        confident.all_verdicts,
        confident.verdicts_percent,
        confident.right,
        confident.right_percent,
        confident.right_interval_percent,
        confident.verdicts_per_seed,
        protocol.calibration_error,
        protocol.unsure,
        verdicts = confident.verdicts,
    )
}

fn other_sounds(figures: &OtherSoundFigures) -> String {
    let mut text = format!(
        "Other sounds rejected as not pouring: {}. Pours kept: {}.\n",
        figures.rejected, figures.pours_accepted
    );
    if let Some(novelty) = &figures.by_novelty {
        text += &format!(
            "Rejected of kinds of sound absent from training: {}. Of kinds present in it: {}.\n",
            novelty.new_kinds_rejected, novelty.known_kinds_rejected
        );
    }
    text
}

fn breakdown(breakdown: &Breakdown) -> String {
    let mut text = String::from("\n| pours | right, mean | 95 % interval |\n|---|---|---|\n");
    let row = |name: &str, right: &ShareWithInterval| {
        format!("| {name} | {} | {} |\n", right.share, right.interval_percent)
    };
    for temperature in &breakdown.by_temperature {
        text += &row(&format!("{} °F", temperature.fahrenheit), &temperature.right);
    }
    for vessel in &breakdown.by_vessel {
        text += &row(&vessel.vessels, &vessel.right);
    }
    if let Some(figures) = &breakdown.temperature_estimates {
        text += &format!(
            "\nTemperature of hot pours called hot: off by {:.1} °F on average, where the mean of \
             all hot training pours is off by {:.1} °F; {:.1} % of the truth within the \
             interval given ({} by all seeds).\n",
            figures.mean_error_fahrenheit,
            figures.baseline_mean_error_fahrenheit,
            figures.within_interval_percent,
            format_count(figures.estimates, "estimate")
        );
    }
    text + &with_reference(&breakdown.with_reference)
}

fn with_reference(figures: &ReferenceFigures) -> String {
    let sessions: Vec<String> = figures
        .left_out
        .iter()
        .map(|left_out| format!("{} ({})", left_out.session, format_count(left_out.pours, "pour")))
        .collect();
    let left_out = if sessions.is_empty() {
        "None is left out.".into()
    } else {
        format!("Left out for want of another cold pour: session {}.", sessions.join(", "))
    };
    let mut text = format!(
        "\nRelative to a cold pour: {} of these pours again, compared with one or two other cold \
         pours of the same session, of the same vessel where there is one. {left_out}\n\n\
         | held out | right alone | right with reference | AUC alone | AUC with reference |\n\
         |---|---|---|---|---|\n",
        figures.pours
    );
    for fold in &figures.folds {
        text += &format!(
            "| {} | {} | {} | {} | {} |\n",
            fold.held_out,
            fold.right_alone,
            fold.right_with_reference,
            format_score(fold.roc_auc_alone),
            format_score(fold.roc_auc_with_reference)
        );
    }
    text
}

pub fn robustness(report: &RobustnessReport) -> String {
    let mut text = subject(&report.subject);
    text += &format!(
        "\n**Changed recordings** (leave-one-session-out, means over {} seeds)\n\n\
         | change | right | points lost | pours kept | unsure |\n|---|---|---|---|---|\n",
        report.seeds
    );
    for row in &report.corruptions {
        let lost = row.points_lost.map_or_else(|| "–".into(), format_points);
        text += &format!(
            "| {} | {} | {lost} | {} | {:.1} |\n",
            row.name, row.right, row.pours_accepted, row.unsure
        );
    }
    text + &match report.costly.as_slice() {
        [] => format!("\nNo change costs more than {MAX_POINTS_LOST} percentage points.\n"),
        costly => format!(
            "\nMore than {MAX_POINTS_LOST} percentage points are lost by: {}.\n",
            costly.join(", ")
        ),
    }
}

/// Two decimals, since one verdict of several seeds is less than half a point.
fn format_points(points: f64) -> String {
    format!("{points:.2}").replace('-', "−")
}

pub fn kitchens(report: &KitchensReport) -> String {
    let KitchensReport { model_version, model_date, data_digest, all, .. } = report;
    let with_interval = |scored: &Scored| {
        let interval =
            scored.interval.map_or_else(|| "–".into(), |[low, high]| format!("{low:.3}–{high:.3}"));
        format!("{} | {interval}", format_score(scored.score))
    };
    let right = &all.firm_right;
    let mut text = format!(
        "In kitchens that it had never met, {:.1} % of its *hot* and *cold* verdicts were right:\n\
         {:.0} of {:.0} on average over {}\n({}{} into {}, model {model_version} of \
         {model_date},\ndata digest `{data_digest:.12}`).\n\n\
         **Other kitchens** ({}; intervals by bootstrap over cups)\n\n\
         | | | 95 % interval |\n|---|---|---|\n",
        right.percent,
        right.count,
        right.of,
        format_count(report.seeds, "seed"),
        format_interval(right.interval_percent)
            .map_or_else(String::new, |interval| { format!("95 % interval {interval}; ") }),
        format_count(all.pours, "pour"),
        format_count(report.cups, "cup"),
        format_count(report.seeds, "seed"),
    );
    text += &format!("| AUC alone | {} |\n", with_interval(&all.roc_auc));
    text += &format!(
        "| AUC within a cup and night, mean | {} |\n",
        with_interval(&all.roc_auc_within_cup)
    );
    for figures in &report.with_known_pours {
        let KnownPourFigures { cold, hot, draws, roc_auc, right, .. } = figures;
        let mut known = format!("{cold} cold");
        if *hot > 0 {
            known += &format!(" and {hot} hot");
        }
        let of = format_count(cold + hot, "known pour");
        let interval = format_interval(right.interval_percent).unwrap_or_else(|| "–".into());
        text += &format!(
            "| AUC beside {of} of the cup ({known}), mean of {} | {} |\n\
             | right of all pours beside these | {:.1} % | {interval} |\n",
            format_count(*draws, "draw"),
            with_interval(roc_auc),
            right.percent
        );
    }
    let mut row = |name: &str, value: &dyn Display| text += &format!("| {name} | {value} | |\n");
    row("verdict *hot* or *cold*", &all.firm);
    row("cold called hot", &all.cold_called_hot);
    row("hot called cold", &all.hot_called_cold);
    row(&format!("*hot* or *cold* with {CONFIDENT_PERCENT} % confidence or more"), &all.confident);
    text += &right_verdicts("verdict right", &all.firm_right);
    text += &right_verdicts("confident verdict right", &all.confident_right);
    text += &format!("| expected calibration error | {:.3} | |\n", all.calibration_error);
    text += &format!("| pours kept | {} | |\n", all.accepted);
    text += "\n| | pours | AUC | *hot* or *cold* | right of these | calibration error |\n\
             |---|---|---|---|---|---|\n";
    let groups =
        [("kitchen", &report.by_kitchen), ("night", &report.by_night), ("cup", &report.by_cup)];
    for (kind, figures) in groups {
        for part in figures {
            text += &format!(
                "| {kind} {} | {} | {} | {} | {:.1} % | {:.3} |\n",
                part.name,
                part.pours,
                format_score(part.roc_auc.score),
                part.firm,
                part.firm_right.percent,
                part.calibration_error
            );
        }
    }
    text
}

fn right_verdicts(name: &str, right: &RightVerdicts) -> String {
    let RightVerdicts { count, of, percent, interval_percent } = right;
    let interval = format_interval(*interval_percent).unwrap_or_else(|| "–".into());
    format!("| {name} | {count} of {of} ({percent:.1} %) | {interval} |\n")
}

/// `61.0–80.1 %`
fn format_interval(percent: Option<[f64; 2]>) -> Option<String> {
    percent.map(|[low, high]| format!("{low:.1}–{high:.1} %"))
}

pub fn live(report: &LiveReport) -> String {
    let mut text = subject(&report.subject);
    text += &format!(
        "\n**While it pours** (leave-one-session-out, {} seeds)\n\n\
         | | by seed | mean |\n|---|---|---|\n",
        report.seeds
    );
    let row = |name: &str, count: &LiveCount| {
        let by_seed = join_counts(&count.by_seed);
        format!("| {name} | {by_seed} of {} | {:.1} % |\n", count.of, count.mean_percent)
    };
    for after in &report.right_after {
        let name = format!("pours judged rightly {} s after their start", after.seconds);
        text += &row(&name, &after.pours);
    }
    text += &row("pours of which the first verdict is wrong", &report.first_verdict_wrong);
    text += &row("pours of which the last word is right", &report.last_verdict_right);
    text += &row("pours taken for none in the end", &report.not_detected);
    text += &row("pours over more than a second before their recording", &report.ended_early);
    if let Some(sounds) = &report.other_sounds {
        text += &row("other sounds called hot or cold for a moment", &sounds.with_verdict);
        text += &row("other sounds taken for a pour in the end", &sounds.detected_as_pour);
    }
    if let Some(median) = report.median_first_verdict_seconds {
        text += &format!(
            "\nHalf of the first verdicts come within {median:.2} s of the pour's start.\n"
        );
    }
    text
}

pub fn surroundings(report: &SurroundingsReport) -> String {
    let mut text = subject(&report.subject);
    text += &format!(
        "\n**Surrounded by other sounds** (leave-one-session-out, {})\n\n\
         | before and after the pour | results | largest change | 99 % change by at most \
         | by at most 0.02 | verdicts changed | hot ↔ cold | pours lost | pours added |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        format_count(report.seeds, "seed")
    );
    for row in &report.rows {
        text += &format!(
            "| {} min of {} | {} | {:.3} | {:.3} | {:.1} % | {} | {} | {} | {} |\n",
            f64::from(row.seconds) / 60.0,
            row.name,
            row.results,
            row.largest_change,
            row.change_99_percent,
            row.small_changes_percent,
            row.verdicts_changed,
            row.verdicts_flipped,
            row.pours_lost,
            row.pours_added
        );
    }
    text
}

fn join_counts(counts: &[usize]) -> String {
    counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `0.991`, or a dash.
fn format_score(value: Option<f64>) -> String {
    value.map_or_else(|| "–".into(), |value| format!("{value:.3}"))
}

fn format_count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
