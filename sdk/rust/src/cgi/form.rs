use crate::text::percent_decoded;

/// Names and values of a query or a form: `application/x-www-form-urlencoded`. A name may be there
/// several times. Nothing is an error: a broken escape stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    /// Reads a query or a form.
    pub fn parse(text: &str) -> Form {
        Form { pairs: text.split('&').filter(|pair| !pair.is_empty()).map(pair).collect() }
    }

    /// Returns the first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(each, _)| *each == name).map(|(_, value)| value)
    }

    /// Returns all values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.iter().filter(move |(each, _)| *each == name).map(|(_, value)| value)
    }

    /// Returns names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

fn pair(text: &str) -> (String, String) {
    let decoded = |part: &str| percent_decoded(&part.replace('+', " "));
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(name), decoded(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_values() {
        let form = Form::parse("a=1&b=x+y%20z&a=2&c&=d&&%65=%2B%26");
        assert_eq!(form.get("a"), Some("1"));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.get("b"), Some("x y z"));
        assert_eq!(form.get("c"), Some(""));
        assert_eq!(form.get(""), Some("d"));
        assert_eq!(form.get("e"), Some("+&"));
        assert_eq!(form.get("f"), None);
        assert_eq!(form.iter().count(), 6);
    }

    #[test]
    fn makes_something_of_anything() {
        assert!(Form::parse("").is_empty());
        assert_eq!(Form::parse("%&%f&a=%zz=%").get("a"), Some("%zz=%"));
    }
}
