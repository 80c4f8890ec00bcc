"""What people type about accounts. These ask and clean; they never act."""

from .door import CodeForm, EnrolForm, FirstPasswordForm, PinForm, SignInForm, SureForm, SwitchForm
from .people import AccountForm, ChangePasswordForm, PersonForm

__all__ = ["AccountForm", "ChangePasswordForm", "CodeForm", "EnrolForm", "FirstPasswordForm", "PersonForm", "PinForm",
           "SignInForm", "SureForm", "SwitchForm"]
