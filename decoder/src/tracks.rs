//! Opens a file and chooses its sound track.

use std::ops::Range;

use symphonia::core::audio::Channels;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_AC3, CODEC_ID_AC4, CODEC_ID_DCA, CODEC_ID_EAC3, CODEC_ID_MUSEPACK,
    CODEC_ID_OPUS, CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW, CODEC_ID_SPEEX, CODEC_ID_TRUEHD,
    CODEC_ID_TTA, CODEC_ID_VORBIS, CODEC_ID_WAVPACK, CODEC_ID_WMA,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder};
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::{FormatReader, Track, TrackFlags};
use symphonia::core::io::{MediaSourceStream, ReadBytes as _};

use crate::guard::guard;
use crate::mp4::{self, Mp4, SoundTrack};
use crate::packets::{Selection, Sink, decode_track};
use crate::source::Source;
use crate::{Chunk, DecodeError, aac, aiff, caf, flac, mkv, ogg, sniff, vorbis, wav};

/// A track whose samples are all within ± this value is silent: −66 dB of full scale. Another track
/// is then chosen, if it is louder.
const SILENCE: f32 = 0.000_5;
/// Largest number of channels; only uncompressed sound has as many.
const MAX_CHANNELS: u32 = 32;
/// Most frames in a packet: far more than encoders write.
const MAX_PACKET_FRAMES: u64 = 1 << 18;
/// Tags in front of the sound that are skipped.
const MAX_TAGS: usize = 16;

/// A file of a known format.
pub struct Opened {
    source: Source,
    /// Sound tracks of an MP4 file.
    mp4: Option<Vec<SoundTrack>>,
    /// Sound tracks of a Matroska file whose codec symphonia leaves out.
    mkv: Vec<mkv::SoundTrack>,
    /// Channels of a WAV file whose header claims one.
    channels: Option<usize>,
    is_cut_off: bool,
    /// The next of several recordings in a row.
    pub next: Option<Source>,
}

impl Opened {
    /// Recognises the format, and repairs what symphonia is strict about.
    ///
    /// # Errors
    /// The reason why the file cannot be decoded.
    pub fn new(file: &Source) -> Result<Self, DecodeError> {
        let Sound { mut source, head, is_cut_off } = find_sound(file)?;
        if mp4::is_mp4(&head) {
            let Mp4 { source, tracks, is_cut_off, next } = mp4::read(&source)?;
            let (mkv, channels) = (Vec::new(), None);
            return Ok(Self { source, mp4: Some(tracks), mkv, channels, is_cut_off, next });
        }
        let (mut mkv, mut channels, mut next) = (Vec::new(), None, None);
        if wav::is_wav(&head) {
            wav::Wav { source, channels } = wav::repair(&source)?;
            // Compressed sound has lost its header, so its own first bytes are looked at.
            if let Some(error) = sniff::unsupported(&read_head(&source)?) {
                return Err(error);
            }
        } else if aiff::is_aiff(&head) {
            source = aiff::repair(&source)?;
        } else if caf::is_caf(&head) {
            source = caf::repair(&source)?;
        } else if ogg::is_ogg(&head) {
            source = ogg::repair(&source)?;
        } else if flac::is_flac(&head) {
            let (stream, end) = flac::repair(&source)?;
            next = end.map(|end| source.skip(end));
            source = stream;
        } else if mkv::is_mkv(&head) {
            source = mkv::repair(&source)?;
            mkv = mkv::sound_tracks(&source)?;
        }
        if let Some(error) = aac::unusable_adts(&source)? {
            return Err(error);
        }
        Ok(Self { source, mp4: None, mkv, channels, is_cut_off, next })
    }

    fn reader(&self) -> Result<Box<dyn FormatReader>, DecodeError> {
        let mut stream = MediaSourceStream::new(Box::new(self.source.reader()), Default::default());
        let opened = guard(|| {
            if self.mp4.is_some() {
                // The reader goes back by the four bytes of a marker.
                stream.ignore_bytes(4)?;
                let reader =
                    symphonia::default::formats::IsoMp4Reader::try_new(stream, Default::default())?;
                return Ok(Box::new(reader) as Box<dyn FormatReader>);
            }
            symphonia::default::get_probe().probe(
                &Default::default(),
                stream,
                Default::default(),
                Default::default(),
            )
        })?;
        opened.map_err(|error| match error {
            error if self.is_cut_off && !DecodeError::is_read_failure(&error) => {
                DecodeError::CutOff { source: Some(error) }
            }
            SymphoniaError::Unsupported(part) if part.contains("(probe)") => {
                DecodeError::UnknownFormat
            }
            error => error.into(),
        })
    }

    /// Decodes a track.
    pub fn decode<E: From<DecodeError>>(&self, id: u32, sink: Sink<'_, E>) -> Result<(), E> {
        let (mut is_empty, mut decoded) = (true, 0);
        if let Some(edits) = self.mp4_track(id).and_then(|track| track.edits.as_ref()) {
            let sink = &mut |chunk: Chunk<'_>| {
                is_empty = false;
                sink(chunk)
            };
            for parts in edits.passes() {
                let parts = Some((edits.timescale, parts));
                decode_track(self.reader()?, self.selection(id, parts), &mut decoded, sink)?;
            }
        }
        // An edit list that leaves nothing is a mistake, so the whole track is decoded.
        if is_empty {
            decode_track(self.reader()?, self.selection(id, None), &mut 0, sink)
        } else {
            Ok(())
        }
    }

    fn selection<'a>(&'a self, id: u32, parts: Option<(u32, &'a [Range<u64>])>) -> Selection<'a> {
        Selection { id, parameters: self.described(id), channels: self.channels, parts }
    }

    /// Parameters of a track that symphonia leaves out or misreads.
    fn described(&self, id: u32) -> Option<&AudioCodecParameters> {
        let mkv = self.mkv.iter().find(|track| track.number == id);
        let mp4 = self.mp4_track(id).and_then(|track| track.parameters.as_ref());
        mp4.or_else(|| mkv.and_then(|track| track.parameters.as_ref()))
    }

    fn is_sound(&self, track: &Track) -> bool {
        audio_parameters(track).or_else(|| self.described(track.id)).is_some()
    }

    fn mp4_track(&self, id: u32) -> Option<&SoundTrack> {
        self.mp4.iter().flatten().find(|track| track.id == id)
    }

    /// Returns the first sound track that is not silent.
    ///
    /// # Errors
    /// The reason why none can be decoded.
    pub fn choose_track(&self) -> Result<u32, DecodeError> {
        let format = self.reader()?;
        let mut sound: Vec<&Track> =
            format.tracks().iter().filter(|track| self.is_sound(track)).collect();
        // The sort is stable: tracks of one kind keep their order.
        sound.sort_by_key(|track| {
            let is_enabled = self.mp4_track(track.id).is_none_or(|track| track.is_enabled);
            (!is_enabled, !track.flags.contains(TrackFlags::DEFAULT))
        });
        let Some(first) = sound.first() else {
            let known = self.mp4.iter().flatten().find_map(SoundTrack::unusable);
            return Err(known.unwrap_or(match (&self.mp4, self.mkv.first()) {
                (None, None) => DecodeError::NoSoundTrack,
                (None, Some(track)) => self.unnamed(track.number),
                _ => DecodeError::UnknownCodec,
            }));
        };
        let is_usable = |track: &Track| make_decoder(track, self.described(track.id)).is_ok();
        let usable: Vec<&&Track> = sound.iter().filter(|track| is_usable(track)).collect();
        let Some(first_usable) = usable.first() else {
            return Err(self.unusable(first));
        };
        if usable.len() == 1 {
            return Ok(first_usable.id);
        }
        for track in &usable {
            if self.is_audible(track.id)? {
                return Ok(track.id);
            }
        }
        Ok(first_usable.id)
    }

    fn is_audible(&self, id: u32) -> Result<bool, DecodeError> {
        enum Stop {
            Audible,
            Failed(DecodeError),
        }
        impl From<DecodeError> for Stop {
            fn from(error: DecodeError) -> Self {
                Self::Failed(error)
            }
        }
        let stop_at_sound = &mut |chunk: Chunk<'_>| {
            let is_silent = chunk.samples.iter().all(|sample| sample.abs() <= SILENCE);
            if is_silent { Ok(()) } else { Err(Stop::Audible) }
        };
        let result = self.reader().map_err(Stop::from).and_then(|format| {
            decode_track(format, self.selection(id, None), &mut 0, stop_at_sound)
        });
        match result {
            Err(Stop::Failed(error @ DecodeError::ReadFailed { .. })) => Err(error),
            // Another track may be intact.
            Ok(()) | Err(Stop::Failed(_)) => Ok(false),
            Err(Stop::Audible) => Ok(true),
        }
    }

    /// The reason why a sound track cannot be decoded.
    fn unusable(&self, track: &Track) -> DecodeError {
        match make_decoder(track, self.described(track.id)) {
            Err(error @ DecodeError::TooManyChannels { .. }) => return error,
            Err(error @ DecodeError::Damaged { source: None }) => return error,
            _ => {}
        }
        let described = self.mp4_track(track.id);
        if let Some(error) = described.and_then(SoundTrack::unusable) {
            return error;
        }
        let Some(parameters) = audio_parameters(track) else {
            return DecodeError::UnknownCodec;
        };
        if parameters.sample_rate == Some(0) {
            return DecodeError::InvalidSampleRate { rate: 0 };
        }
        let channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
        let channels = channels.max(described.map_or(0, |track| track.channels.into()));
        match parameters.codec {
            CODEC_ID_AAC => {
                aac::unusable(parameters.extra_data.as_deref().unwrap_or(&[]), channels as u32)
            }
            codec => {
                let names = [
                    (CODEC_ID_OPUS, "Opus"),
                    (CODEC_ID_AC3, "AC-3"),
                    (CODEC_ID_EAC3, "E-AC-3"),
                    (CODEC_ID_AC4, "AC-4"),
                    (CODEC_ID_DCA, "DTS"),
                    (CODEC_ID_SPEEX, "Speex"),
                    (CODEC_ID_TRUEHD, "Dolby TrueHD"),
                    (CODEC_ID_TTA, "True Audio"),
                    (CODEC_ID_WAVPACK, "WavPack"),
                    (CODEC_ID_WMA, "Windows Media Audio"),
                    (CODEC_ID_MUSEPACK, "Musepack"),
                ];
                match names.iter().find(|(known, _)| *known == codec) {
                    Some((_, name)) => DecodeError::UnsupportedCodec { codec: (*name).into() },
                    None => self.unnamed(track.id),
                }
            }
        }
    }

    /// The reason why a codec that symphonia does not know cannot be decoded.
    fn unnamed(&self, id: u32) -> DecodeError {
        let track = self.mkv.iter().find(|track| track.number == id);
        track.and_then(|track| track.name).map_or(DecodeError::UnknownCodec, |name| {
            DecodeError::UnsupportedCodec { codec: name.into() }
        })
    }
}

/// A file without what precedes its sound.
struct Sound {
    source: Source,
    head: Vec<u8>,
    /// Whether a tag is longer than the file.
    is_cut_off: bool,
}

/// Skips tags and zeros in front of the sound.
///
/// # Errors
/// The reason why the first bytes cannot be decoded.
fn find_sound(file: &Source) -> Result<Sound, DecodeError> {
    /// Length of a tag's header.
    const HEADER: u64 = 10;
    let mut source = file.clone();
    let mut is_cut_off = false;
    let mut head = read_head(&source)?;
    for _ in 0..MAX_TAGS {
        let length = match sniff::tag_length(&head) {
            0 if sniff::is_zero(&head) => match source.find(0, 1, |byte| byte != [0])? {
                None | Some(0) => break,
                Some(start) => start,
            },
            0 => break,
            length if length >= source.len() => {
                // Its size is wrong, or the sound is missing.
                is_cut_off = true;
                HEADER
            }
            length => length,
        };
        source = source.skip(length);
        head = read_head(&source)?;
    }
    match sniff::unusable(&head) {
        _ if head.is_empty() => Err(DecodeError::CutOff { source: None }),
        Some(_) if is_cut_off => Err(DecodeError::CutOff { source: None }),
        Some(error) => Err(error),
        None => Ok(Sound { source, head, is_cut_off }),
    }
}

fn read_head(source: &Source) -> Result<Vec<u8>, DecodeError> {
    source.read_at(0, sniff::HEAD)
}

fn audio_parameters(track: &Track) -> Option<&AudioCodecParameters> {
    track.codec_params.as_ref().and_then(CodecParameters::audio)
}

pub fn is_decodable(track: &Track) -> bool {
    make_decoder(track, None).is_ok()
}

/// Makes a track's decoder, from parameters that replace the track's.
///
/// # Errors
/// [`DecodeError`] if none fits.
pub fn make_decoder(
    track: &Track,
    described: Option<&AudioCodecParameters>,
) -> Result<Box<dyn AudioDecoder>, DecodeError> {
    let parameters = described.or_else(|| audio_parameters(track));
    let mut parameters = parameters.ok_or(DecodeError::NoSoundTrack)?.clone();
    if parameters.sample_rate == Some(0) {
        // Some decoders fail at this rate without naming it.
        return Err(DecodeError::InvalidSampleRate { rate: 0 });
    }
    // Decoders allocate a packet's samples at once, and go through all channels for each packet.
    let channels = parameters.channels.as_ref().map_or(1, Channels::count) as u32;
    if channels > MAX_CHANNELS {
        return Err(DecodeError::TooManyChannels { channels, codec: "PCM", max: MAX_CHANNELS });
    }
    let packet = parameters.max_frames_per_packet.max(parameters.frames_per_block).unwrap_or(0);
    let headers = parameters.extra_data.as_deref().unwrap_or(&[]);
    let is_bounded = parameters.codec != CODEC_ID_VORBIS || vorbis::is_bounded(headers);
    if packet > MAX_PACKET_FRAMES || !is_bounded {
        return Err(DecodeError::Damaged { source: None });
    }
    if [CODEC_ID_PCM_ALAW, CODEC_ID_PCM_MULAW].contains(&parameters.codec) {
        // The decoder expects the bits of decoded samples, which containers do not state.
        (parameters.bits_per_sample, parameters.bits_per_coded_sample) = (None, None);
    }
    let codecs = symphonia::default::get_codecs();
    Ok(guard(|| codecs.make_audio_decoder(&parameters, &Default::default()))??)
}
