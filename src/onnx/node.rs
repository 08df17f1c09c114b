//! A node's attributes, taken one by one: whatever is left is not understood.

use super::proto::{AttributeProto, NodeProto};
use crate::error::{Error, Result};

/// `AttributeProto.AttributeType`.
const TYPE_FLOAT: i32 = 1;
const TYPE_INT: i32 = 2;
const TYPE_STRING: i32 = 3;
const TYPE_INTS: i32 = 7;

/// One operator of the network.
pub struct Node<'a> {
    pub operator: &'a str,
    pub output: &'a str,
    attributes: Vec<&'a AttributeProto>,
}

impl<'a> Node<'a> {
    pub fn new(proto: &'a NodeProto) -> Result<Self> {
        let [output] = proto.output.as_slice() else {
            return Err(Error::model("it does not have one output"));
        };
        if !proto.domain.is_empty() {
            return Err(Error::model(format!("the operators of {:?} are not known", proto.domain)));
        }
        Ok(Self { operator: &proto.op_type, output, attributes: proto.attribute.iter().collect() })
    }

    /// An integer attribute, if the node has it.
    pub fn int(&mut self, name: &str) -> Result<Option<i64>> {
        Ok(self.take(name, TYPE_INT)?.map(|attribute| attribute.i))
    }

    /// A list of integers, if the node has it.
    pub fn ints(&mut self, name: &str) -> Result<Option<&'a [i64]>> {
        Ok(self.take(name, TYPE_INTS)?.map(|attribute| attribute.ints.as_slice()))
    }

    /// Passes over an integer attribute that is `only`, or absent.
    pub fn only_int(&mut self, name: &str, only: i64) -> Result<()> {
        let found = self.int(name)?;
        only_known(name, found.is_none_or(|found| found == only))
    }

    /// Passes over a floating-point attribute that is `only`, or absent.
    pub fn only_float(&mut self, name: &str, only: f32) -> Result<()> {
        let found = self.take(name, TYPE_FLOAT)?;
        only_known(name, found.is_none_or(|found| found.f == only))
    }

    /// Passes over a text attribute that is `only`, or absent.
    pub fn only_text(&mut self, name: &str, only: &str) -> Result<()> {
        let found = self.take(name, TYPE_STRING)?;
        only_known(name, found.is_none_or(|found| found.s == only.as_bytes()))
    }

    /// Refuses attributes that nobody has taken.
    pub fn done(self) -> Result<()> {
        match self.attributes.first() {
            None => Ok(()),
            Some(left) => Err(Error::model(format!("its attribute {:?} is not known", left.name))),
        }
    }

    fn take(&mut self, name: &str, r#type: i32) -> Result<Option<&'a AttributeProto>> {
        let Some(at) = self.attributes.iter().position(|attribute| attribute.name == name) else {
            return Ok(None);
        };
        let attribute = self.attributes.swap_remove(at);
        if attribute.r#type != r#type {
            return Err(Error::model(format!("its attribute {name:?} is of the wrong type")));
        }
        Ok(Some(attribute))
    }
}

fn only_known(name: &str, is: bool) -> Result<()> {
    if is { Ok(()) } else { Err(Error::model(format!("this value of its attribute {name:?} is not known"))) }
}
