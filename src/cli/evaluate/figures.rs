//! The held-out figures: the first report, as Markdown.

use std::collections::{BTreeMap, BTreeSet};

use super::SESSIONS;
use super::group::{Group, interval, percent, share, three_decimals};
use super::hearing::{self, Answer, Heard, HeldOutModel};
use super::lists::{Fold, Protocol, Row};
use super::references;
use super::statistics::{mean, standard_deviation};
use crate::classify::classifier::Verdict;
use crate::error::Result;

pub fn figures(
    protocols: &[Protocol],
    models: &[HeldOutModel<'_>],
    rows: &[&Row],
    heard: &[Heard],
) -> Result<String> {
    let answers = hearing::answers(rows, models, heard)?;
    let mut text = String::new();
    for (index, protocol) in protocols.iter().enumerate() {
        let seeds = protocol.seeds().len();
        let all = Group::new(answers.iter().filter(|answer| answer.protocol == index), seeds);
        let pours = all.only(|answer| answer.hot.is_some());
        text.push_str(&format!(
            "\n**{}** ({}, {})\n\n",
            protocol.name,
            count(pours.clips(), "pour"),
            count(seeds, "seed")
        ));
        text.push_str(&by_fold(protocol, &pours));
        let others = all.only(|answer| answer.hot.is_none());
        text.push_str(&summary(&pours, &others));
        text.push_str(&unheard_kinds(rows, &others));
        if protocol.name == SESSIONS {
            text.push_str(&by_kind(protocols, rows, &pours));
            text.push_str(&temperatures(protocol, rows, &pours));
            let relative = references::relative_answers(index, rows, models, heard)?;
            text.push_str(&by_reference(
                protocol,
                rows,
                &pours,
                &Group::new(relative.iter(), seeds),
            ));
        }
    }
    Ok(text)
}

fn by_fold(protocol: &Protocol, pours: &Group<'_>) -> String {
    let mut text = String::from(
        "| held out | right, by seed | mean | 95 % interval | unsure | AUC |\n|---|---|---|---|---|---|\n",
    );
    for (name, group) in folds(protocol, pours) {
        let by_seed: Vec<String> =
            group.counts(Answer::is_right).iter().map(usize::to_string).collect();
        text.push_str(&format!(
            "| {name} | {} of {} | {} | {} | {:.1} | {} |\n",
            by_seed.join(", "),
            group.clips(),
            percent(group.right(), group.clips()),
            interval(group.right(), group.clips() as f64),
            group.unsure(),
            three_decimals(group.auc())
        ));
    }
    text
}

/// Each fold's part, and the whole where there are several.
fn folds<'a, 'b>(protocol: &'b Protocol, pours: &Group<'a>) -> Vec<(&'b str, Group<'a>)> {
    let part = |(index, fold): (usize, &'b Fold)| {
        (fold.held_out.as_str(), pours.only(|answer| answer.fold == index))
    };
    let mut parts: Vec<_> = protocol.folds.iter().enumerate().map(part).collect();
    if parts.len() > 1 {
        parts.push(("all", pours.only(|_| true)));
    }
    parts
}

fn summary(pours: &Group<'_>, others: &Group<'_>) -> String {
    let clips = pours.clips();
    let shares: Vec<f64> = pours
        .counts(Answer::is_right)
        .iter()
        .map(|&right| 100.0 * right as f64 / clips.max(1) as f64)
        .collect();
    let mut text = match standard_deviation(&shares) {
        Some(spread) => format!(
            "\nRight of all pours: {:.1} % on average over {}, standard deviation {spread:.1} points.\n",
            mean(&shares),
            count(shares.len(), "seed")
        ),
        None => format!("\nRight of all pours: {:.1} %, by one seed alone.\n", mean(&shares)),
    };
    let sure = |answer: &Answer| answer.confidence() >= 0.9;
    let (said, verdicts) = (pours.total(sure), pours.total(|_| true));
    let right = pours.total(|answer| sure(answer) && answer.is_right());
    let said_by_one = pours.count(sure);
    text.push_str(&format!(
        "Said with 90 % confidence or more: {said} of the {verdicts} verdicts of all seeds ({}), right {right} \
         of {said} ({}, 95 % interval {}, as for the {said_by_one:.1} of one seed on average).\n",
        percent(said as f64, verdicts),
        percent(right as f64, said),
        interval(said_by_one * right as f64 / said.max(1) as f64, said_by_one),
    ));
    text.push_str(&format!(
        "Expected calibration error {:.3}. Unsure: {}.\n",
        pours.calibration_error(),
        share(pours.unsure(), clips)
    ));
    if !others.is_empty() {
        let rejected = others.count(|answer| answer.decision == Verdict::NotPouring);
        text.push_str(&format!(
            "Other sounds rejected as not pouring: {}. Pours kept: {}.\n",
            share_within(rejected, others.clips()),
            share_within(pours.kept(), clips)
        ));
    }
    text
}

/// Of a kind of sound that is in one fold alone, the models that judge it have heard nothing.
fn unheard_kinds(rows: &[&Row], others: &Group<'_>) -> String {
    let kind = |answer: &Answer| rows.get(answer.row).map_or("", |row| row.kind_of_sound());
    let mut folds: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for answer in others.answers() {
        folds.entry(kind(answer)).or_default().insert(answer.fold);
    }
    let is_unheard =
        |answer: &Answer| folds.get(kind(answer)).is_some_and(|folds| folds.len() == 1);
    let (unheard, heard) = (others.only(is_unheard), others.only(|answer| !is_unheard(answer)));
    if unheard.is_empty() || heard.is_empty() {
        return String::new();
    }
    let rejected = |group: &Group<'_>| {
        share_within(group.count(|answer| answer.decision == Verdict::NotPouring), group.clips())
    };
    format!(
        "Of kinds of sound that the models which judge them never heard, rejected: {}. Of kinds that they heard: {}.\n",
        rejected(&unheard),
        rejected(&heard)
    )
}

/// Right by temperature and by family of vessels, the folds of whichever protocol holds vessels out.
fn by_kind(protocols: &[Protocol], rows: &[&Row], pours: &Group<'_>) -> String {
    let listed = |answer: &Answer| rows.get(answer.row);
    let temperatures: BTreeSet<u32> = rows.iter().filter_map(|row| row.fahrenheit).collect();
    let mut kinds: Vec<(String, Group<'_>)> = temperatures
        .into_iter()
        .map(|fahrenheit| {
            let alike =
                |a: &Answer| listed(a).is_some_and(|row| row.fahrenheit == Some(fahrenheit));
            (format!("{fahrenheit} °F"), pours.only(alike))
        })
        .collect();
    for fold in protocols
        .iter()
        .flat_map(|protocol| &protocol.folds)
        .filter(|fold| !fold.vessels.is_empty())
    {
        let alike = |a: &Answer| listed(a).is_some_and(|row| fold.vessels.contains(&row.vessel));
        kinds.push((fold.held_out.clone(), pours.only(alike)));
    }
    let mut text = String::from("\n| pours | right, mean | 95 % interval |\n|---|---|---|\n");
    for (name, group) in kinds.iter().filter(|(_, group)| !group.is_empty()) {
        let right = share(group.right(), group.clips());
        text.push_str(&format!(
            "| {name} | {right} | {} |\n",
            interval(group.right(), group.clips() as f64)
        ));
    }
    text
}

/// How far the estimated temperature of hot pours, where they are called that, is off, beside the mean
/// temperature of all hot pours that the model had heard.
fn temperatures(protocol: &Protocol, rows: &[&Row], pours: &Group<'_>) -> String {
    let (mut errors, mut plain_errors, mut within) = (Vec::new(), Vec::new(), 0);
    for answer in pours.answers().filter(|answer| answer.hot == Some(true)) {
        let Some((estimate, truth)) = answer.temperature else { continue };
        let Some(fold) = protocol.folds.get(answer.fold) else { continue };
        let heard: Vec<f64> = rows
            .iter()
            .filter(|row| row.hot() == Some(true) && !fold.holds_out(row))
            .filter_map(|row| row.fahrenheit.map(f64::from))
            .collect();
        errors.push((estimate.fahrenheit - truth).abs());
        plain_errors.push((mean(&heard) - truth).abs());
        within += usize::from((estimate.low..=estimate.high).contains(&truth));
    }
    if errors.is_empty() {
        return String::new();
    }
    format!(
        "\nTemperature of hot pours called hot: off by {:.1} °F on average, where the mean of all hot pours heard in \
         training is off by {:.1} °F; {} of the truth within the interval given ({} by all seeds).\n",
        mean(&errors),
        mean(&plain_errors),
        percent(within as f64, errors.len()),
        count(errors.len(), "estimate")
    )
}

/// The same pours alone and relative to cold pours.
fn by_reference(
    protocol: &Protocol,
    rows: &[&Row],
    pours: &Group<'_>,
    relative: &Group<'_>,
) -> String {
    let judged: BTreeSet<usize> = relative.rows();
    let alone = pours.only(|answer| judged.contains(&answer.row));
    let left_out = pours.only(|answer| !judged.contains(&answer.row)).rows();
    let mut text = format!(
        "\nRelative to a cold pour: {} of these pours again, beside one or two other cold pours of the same \
         session, of the same vessel where there is one. {}\n\n\
         | held out | right alone | right with reference | AUC alone | AUC with reference |\n\
         |---|---|---|---|---|\n",
        relative.clips(),
        left_out_sentence(&left_out, rows)
    );
    for ((name, alone), (_, relative)) in
        folds(protocol, &alone).iter().zip(folds(protocol, relative))
    {
        if relative.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "| {name} | {} | {} | {} | {} |\n",
            share(alone.right(), alone.clips()),
            share(relative.right(), relative.clips()),
            three_decimals(alone.auc()),
            three_decimals(relative.auc())
        ));
    }
    text
}

fn left_out_sentence(left_out: &BTreeSet<usize>, rows: &[&Row]) -> String {
    let mut sessions: BTreeMap<&str, usize> = BTreeMap::new();
    for row in left_out.iter().filter_map(|&row| rows.get(row)) {
        *sessions.entry(&row.session).or_default() += 1;
    }
    let sessions: Vec<String> = sessions
        .iter()
        .map(|(session, pours)| format!("{session} ({})", count(*pours, "pour")))
        .collect();
    if sessions.is_empty() {
        "None is left out.".into()
    } else {
        format!("Left out for want of another cold pour: session {}.", sessions.join(", "))
    }
}

fn share_within(part: f64, whole: usize) -> String {
    let interval = interval(part, whole as f64);
    format!("{part:.1} of {whole} ({}, 95 % interval {interval})", percent(part, whole))
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
